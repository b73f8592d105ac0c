import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import type { ShouldRevalidateFunction } from "@remix-run/react";
import { Link, useLoaderData } from "@remix-run/react";
import { useMemo } from "react";
import { filtersForApi, filtersFromUrl, filtersToUrl } from "../feed/filter/filters-in-url.ts";
import { LiveFeed } from "../feed/live-feed.tsx";
import { personLabel } from "../format/person-label.ts";
import { adminApi } from "../session/admin-api.server.ts";
import { answered, refusalIn } from "../session/answered.server.ts";
import { PageError } from "../shell/errors/page-error.tsx";
import { PageHead } from "../shell/page-head.tsx";
import { buttonLook } from "../ui/button.tsx";
import { EmptyState } from "../ui/empty-state.tsx";

export const meta: MetaFunction<typeof loader> = ({ data }) => {
  const filters = data && filtersFromUrl(new URLSearchParams(data.search));
  return [{ title: `${filters?.name ?? filters?.user ?? "Events"} · Admin Events` }];
};

export async function loader(args: LoaderFunctionArgs) {
  const api = adminApi(args);
  const filters = filtersFromUrl(new URL(args.request.url).searchParams);
  const search = filtersToUrl(filters);
  const [page, names, user] = await Promise.all([
    api.list_latest(filtersForApi(filters)).catch((error: unknown) => {
      const refusal = refusalIn(error);
      if (refusal?.status !== 400) throw error;
      return refusal;
    }),
    answered(api.names()),
    filters.user ? api.users.get({ id: filters.user }).catch(() => null) : null,
  ]);
  return { search, page, names, userLabel: user && personLabel(user) };
}

/** What a person sets for themselves changes no event. */
export const shouldRevalidate: ShouldRevalidateFunction = ({ formAction, defaultShouldRevalidate }) =>
  formAction === undefined && defaultShouldRevalidate;

export default function EventsPage() {
  const { search, page, names, userLabel } = useLoaderData<typeof loader>();
  const filters = useMemo(() => filtersFromUrl(new URLSearchParams(search)), [search]);
  return (
    <>
      <PageHead title="Events">What people do in your app, as it happens.</PageHead>
      {"message" in page ? (
        <EmptyState
          title="These filters cannot be asked for"
          action={
            <Link to="/events" className={buttonLook()}>
              Clear all filters
            </Link>
          }
        >
          {page.message}. Correct the address, or clear the filters.
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
