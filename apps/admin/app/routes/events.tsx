import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { useMemo } from "react";
import { filtersForApi, filtersFromUrl, filtersToUrl } from "../feed/filter/filters-in-url.ts";
import { LiveFeed } from "../feed/live-feed.tsx";
import { personLabel } from "../format/person-label.ts";
import { EventViews } from "../rejected/event-views.tsx";
import { adminApi } from "../session/admin-api.server.ts";
import { load, loadById, loadOrInvalid } from "../session/load.server.ts";
import { revalidateUnlessPreferences } from "../session/revalidate-unless-preferences.ts";
import { PageError } from "../shell/errors/page-error.tsx";
import { PageHeader } from "../shell/page-header.tsx";
import { pageTitle } from "../shell/page-title.ts";
import { ClearFilters } from "../ui/clear-filters.tsx";
import { EmptyState } from "../ui/empty-state.tsx";

export const meta: MetaFunction<typeof loader> = ({ data }) => {
  const filters = data && filtersFromUrl(new URLSearchParams(data.search));
  return pageTitle(filters?.name ?? filters?.user ?? "Events");
};

export async function loader(args: LoaderFunctionArgs) {
  const api = adminApi(args);
  const filters = filtersFromUrl(new URL(args.request.url).searchParams);
  const search = filtersToUrl(filters);
  const [page, names, user, rejectedCount] = await Promise.all([
    loadOrInvalid(api.list_latest(filtersForApi(filters))),
    load(api.names()),
    filters.user ? loadById(api.users.get({ id: filters.user })) : null,
    load(api.rejections.count()),
  ]);
  return { search, page, names, userLabel: user && personLabel(user), rejectedCount };
}

export const shouldRevalidate = revalidateUnlessPreferences;

export default function EventsPage() {
  const { search, page, names, userLabel, rejectedCount } = useLoaderData<typeof loader>();
  const filters = useMemo(() => filtersFromUrl(new URLSearchParams(search)), [search]);
  return (
    <>
      <PageHeader title="Events" aside={<EventViews rejectedCount={rejectedCount} />}>
        Live feed of everything you track · last received first
      </PageHeader>
      {"message" in page ? (
        <EmptyState title="These filters aren't valid" action={<ClearFilters to="/events" />}>
          {page.message}. Fix the URL, or clear the filters.
        </EmptyState>
      ) : (
        <LiveFeed filters={filters} search={search} firstPage={page} names={names} userLabel={userLabel} />
      )}
    </>
  );
}

export function ErrorBoundary() {
  return <PageError />;
}
