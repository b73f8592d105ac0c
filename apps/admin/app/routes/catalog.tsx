import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import type { ShouldRevalidateFunction } from "@remix-run/react";
import { useLoaderData } from "@remix-run/react";
import { CatalogIssues } from "../catalog/catalog-issues.tsx";
import { DeclaringApps } from "../catalog/declaring-apps.tsx";
import { listIssues } from "../catalog/list-issues.ts";
import { NameRow } from "../catalog/name-row.tsx";
import { searchNames } from "../catalog/search-names.ts";
import { useSearchParam } from "../catalog/use-search-param.ts";
import { formatCount, formatQuantity } from "../format/format-count.ts";
import { adminApi } from "../session/admin-api.server.ts";
import { load } from "../session/load.server.ts";
import { PageError } from "../shell/errors/page-error.tsx";
import { PageHeader } from "../shell/page-header.tsx";
import { pageTitle } from "../shell/page-title.ts";
import { ActivitiesLink } from "../ui/activities-link.tsx";
import { Button } from "../ui/button.tsx";
import { EmptyState } from "../ui/empty-state.tsx";
import { SearchField } from "../ui/search-field.tsx";

export const meta: MetaFunction = () => pageTitle("Catalog");

export async function loader(args: LoaderFunctionArgs) {
  const hasActivities = new URL(args.request.url).searchParams.get("kind") === "all";
  const api = adminApi(args);
  const [names, apps, undeclared] = await load(
    Promise.all([
      api.names({ kind: hasActivities ? "all" : "event" }),
      api.catalog.apps(),
      api.catalog.undeclaredProperties(),
    ]),
  );
  return { names, apps, issues: listIssues(names, apps, undeclared), hasActivities };
}

/** The search only filters names that are already loaded. */
export const shouldRevalidate: ShouldRevalidateFunction = ({
  currentUrl,
  nextUrl,
  defaultShouldRevalidate,
}) =>
  defaultShouldRevalidate &&
  (currentUrl.search === nextUrl.search ||
    currentUrl.searchParams.get("kind") !== nextUrl.searchParams.get("kind"));

export default function CatalogPage() {
  const { names, apps, issues, hasActivities } = useLoaderData<typeof loader>();
  const [search, setSearch] = useSearchParam();
  const matches = searchNames(names, search);
  const events = names.filter(({ kind }) => kind === "event");
  const unplannedCount = events.filter(({ planned }) => !planned).length;

  return (
    <>
      <PageHeader
        title="Catalog"
        aside={
          <div className="flex flex-wrap items-center gap-2">
            <ActivitiesLink isShown={hasActivities} to={hasActivities ? "/catalog" : "/catalog?kind=all"} />
            <SearchField value={search} label="Search names and titles" onChange={setSearch} />
          </div>
        }
      >
        {formatQuantity(events.length, "event name")}
        {unplannedCount > 0 && ` · ${formatCount(unplannedCount)} not in the catalog`}
        {hasActivities && ` · ${formatQuantity(names.length - events.length, "activity name")}`}
      </PageHeader>
      {search === "" && <CatalogIssues issues={issues} />}
      {matches.length === 0 ? (
        <EmptyState
          title={names.length === 0 ? "No event names yet" : "No matching names"}
          action={search && <Button onClick={() => setSearch("")}>Clear search</Button>}
        >
          {names.length === 0
            ? "Add the first one to packages/catalog/src/events.ts, or declare your app's catalog with analytics.declare."
            : "Try part of a name or title."}
        </EmptyState>
      ) : (
        <ul className="card overflow-hidden">
          {matches.map((entry, index) => (
            <NameRow
              key={`${entry.kind} ${entry.name}`}
              entry={entry}
              previous={matches[index - 1] ?? null}
            />
          ))}
        </ul>
      )}
      {search === "" && <DeclaringApps apps={apps} />}
    </>
  );
}

export function ErrorBoundary() {
  return <PageError />;
}
