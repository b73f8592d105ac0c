import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import type { ShouldRevalidateFunction } from "@remix-run/react";
import { Link, useLoaderData } from "@remix-run/react";
import { useMemo } from "react";
import { ActivityFeed } from "../activity/activity-feed.tsx";
import { ExportLinks } from "../activity/export-links.tsx";
import { FilterForm } from "../activity/filter-form.tsx";
import { filtersFromUrl, filtersInForce, filtersToUrl } from "../activity/filters-in-url.ts";
import { loadActivities } from "../activity/load-activities.server.ts";
import { PillList } from "../feed/filter/pill-list.tsx";
import { adminApi } from "../session/admin-api.server.ts";
import { answered } from "../session/answered.server.ts";
import { PageError } from "../shell/errors/page-error.tsx";
import { PageHead } from "../shell/page-head.tsx";
import { buttonLook } from "../ui/button.tsx";
import { CodeSample } from "../ui/code-sample.tsx";
import { EmptyState } from "../ui/empty-state.tsx";

export const meta: MetaFunction = () => [{ title: "Activity · Admin Events" }];

export async function loader(args: LoaderFunctionArgs) {
  const api = adminApi(args);
  const filters = filtersFromUrl(new URL(args.request.url).searchParams);
  const [activities, actions, resources, modules, modes] = await answered(
    Promise.all([
      loadActivities(api, filters),
      api.activity.actionTypes(),
      api.activity.resourceTypes(),
      api.activity.modules(),
      api.activity.modes(),
    ]),
  );
  return { search: filtersToUrl(filters), ...activities, words: { actions, resources, modules, modes } };
}

/** What a person sets for themselves changes no activity. */
export const shouldRevalidate: ShouldRevalidateFunction = ({ formAction, defaultShouldRevalidate }) =>
  formAction === undefined && defaultShouldRevalidate;

export default function ActivityPage() {
  const { search, firstPage, users, words } = useLoaderData<typeof loader>();
  const filters = useMemo(() => filtersFromUrl(new URLSearchParams(search)), [search]);
  const pills = filtersInForce(filters);
  return (
    <>
      <PageHead title="Activity" aside={<ExportLinks filters={filters} />}>
        Who did what to which resource, as it happens.
      </PageHead>
      <ActivityFeed
        filters={filters}
        firstPage={firstPage}
        users={users}
        bar={<FilterForm filters={filters} words={words} />}
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
        <p>Log the first one from your app; it appears here at once.</p>
        <CodeSample label="Logging an activity">{example}</CodeSample>
      </EmptyState>
    );
  }
  return (
    <EmptyState
      title="No activity passes these filters"
      action={
        <Link to="/activity" className={buttonLook()}>
          Clear all filters
        </Link>
      }
    >
      Clear one of them, or leave this page open: a new activity that passes appears at once.
    </EmptyState>
  );
}

const example = `await activity.log({
  action: "post.created",
  actor: user.id,
  resource: { type: "post", id: post.id },
});`;

export function ErrorBoundary() {
  return <PageError />;
}
