import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { useMemo } from "react";
import { ActivityFeed } from "../activity/activity-feed.tsx";
import { ExportLinks } from "../activity/export-links.tsx";
import { FilterForm } from "../activity/filter-form.tsx";
import { filtersFromUrl, toPills, filtersToUrl } from "../activity/filters-in-url.ts";
import { loadActivities } from "../activity/load-activities.server.ts";
import { PillList } from "../feed/filter/pill-list.tsx";
import { personLabel } from "../format/person-label.ts";
import { adminApi } from "../session/admin-api.server.ts";
import { load, loadById } from "../session/load.server.ts";
import { revalidateUnlessPreferences } from "../session/revalidate-unless-preferences.ts";
import { PageError } from "../shell/errors/page-error.tsx";
import { PageHeader } from "../shell/page-header.tsx";
import { pageTitle } from "../shell/page-title.ts";
import { ClearFilters } from "../ui/clear-filters.tsx";
import { CodeSample } from "../ui/code-sample.tsx";
import { EmptyState } from "../ui/empty-state.tsx";

export const meta: MetaFunction = () => pageTitle("Activity");

export async function loader(args: LoaderFunctionArgs) {
  const api = adminApi(args);
  const filters = filtersFromUrl(new URL(args.request.url).searchParams);
  const [activities, actions, resources, modules, modes, actor] = await load(
    Promise.all([
      loadActivities(api, filters),
      api.activity.actionTypes(),
      api.activity.resourceTypes(),
      api.activity.modules(),
      api.activity.modes(),
      filters.actor ? loadById(api.users.get({ id: filters.actor })) : null,
    ]),
  );
  const actorLabel = actor && personLabel(actor);
  return {
    search: filtersToUrl(filters),
    actorLabel,
    ...activities,
    options: { actions, resources, modules, modes },
  };
}

export const shouldRevalidate = revalidateUnlessPreferences;

export default function ActivityPage() {
  const { search, actorLabel, firstPage, users, options } = useLoaderData<typeof loader>();
  const filters = useMemo(() => filtersFromUrl(new URLSearchParams(search)), [search]);
  const pills = toPills(filters, actorLabel);
  return (
    <>
      <PageHeader title="Activity" aside={<ExportLinks filters={filters} />}>
        Audit log: who changed what · last received first
      </PageHeader>
      <ActivityFeed
        filters={filters}
        firstPage={firstPage}
        users={users}
        bar={<FilterForm filters={filters} options={options} />}
        pills={<PillList pills={pills} clearAll="/activity" />}
        empty={<NoActivities isFiltered={pills.length > 0} />}
      />
    </>
  );
}

function NoActivities({ isFiltered }: { isFiltered: boolean }) {
  if (!isFiltered) {
    return (
      <EmptyState title="No activities yet">
        <p>Log an activity from your app. It appears here live.</p>
        <CodeSample label="Example: log an activity">{EXAMPLE}</CodeSample>
      </EmptyState>
    );
  }
  return (
    <EmptyState title="No matching activities" action={<ClearFilters to="/activity" />}>
      Remove a filter, or wait: new matches appear here live.
    </EmptyState>
  );
}

const EXAMPLE = `await activity.log({
  action: "post.created",
  actor: user.id,
  resource: { type: "post", id: post.id },
});`;

export function ErrorBoundary() {
  return <PageError />;
}
