import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useHref, useLoaderData, useNavigate, useNavigation } from "@remix-run/react";
import { useMemo } from "react";
import { ActiveUsersCard } from "../people/active-users-card.tsx";
import { ErrorCard } from "../charts/error-card.tsx";
import { loadPeople } from "../people/load-people.server.ts";
import { parsePeopleQuery, peopleUrl } from "../people/people-query.ts";
import { PeopleStats } from "../people/people-stats.tsx";
import { PersonPicker } from "../people/person-picker.tsx";
import { RetentionCard } from "../people/retention-card.tsx";
import { TopUsersCard } from "../people/top-users-card.tsx";
import { adminApi } from "../session/admin-api.server.ts";
import { load } from "../session/load.server.ts";
import { revalidateUnlessPreferences } from "../session/revalidate-unless-preferences.ts";
import { useTimeZone } from "../session/use-time-zone.ts";
import { PageError } from "../shell/errors/page-error.tsx";
import { PageHeader } from "../shell/page-header.tsx";
import { pageTitle } from "../shell/page-title.ts";
import { toPathPart } from "../format/path-part.ts";
import { RangePicker } from "../ui/range/range-picker.tsx";

export const meta: MetaFunction = () => pageTitle("People");

export async function loader(args: LoaderFunctionArgs) {
  const api = adminApi(args);
  const { search, searchParams } = new URL(args.request.url);
  const query = parsePeopleQuery(searchParams);
  return { search, ...(await load(loadPeople(api, query, args.context.timeZone, Date.now()))) };
}

export const shouldRevalidate = revalidateUnlessPreferences;

export default function PeoplePage() {
  const loaded = useLoaderData<typeof loader>();
  const { active, before, month, top } = loaded;
  const navigate = useNavigate();
  const { query, isLoading } = usePendingQuery(loaded.search);
  return (
    <>
      <PageHeader
        title="People"
        aside={
          <div className="flex flex-wrap items-center gap-2">
            <PersonPicker
              label="Find a person"
              className="w-56 max-sm:w-full"
              onPick={({ id }) => void navigate(`/users/${toPathPart(id)}`)}
            />
            <RangePicker
              range={query.range}
              presets={["7d", "30d", "90d", "12m"]}
              today={loaded.today}
              toUrl={(range) => peopleUrl({ ...query, range, page: 1 })}
            />
          </div>
        }
      >
        Active people and retention · Dates in {useTimeZone()}
      </PageHeader>
      <div
        className="grid grid-cols-1 gap-4 *:transition-opacity *:delay-300 data-loading:*:opacity-55"
        aria-busy={isLoading}
        data-loading={isLoading || undefined}
      >
        <PeopleStats
          users={"message" in active ? null : active.users}
          usersBefore={"message" in before ? null : before.users}
          stickiness={"message" in active ? null : active.stickiness}
          month={"message" in month ? null : month.points}
          lastDay={loaded.lastDay}
          previous={loaded.previous}
          history={loaded.history}
        />
        <ActiveUsersCard
          result={active}
          interval={loaded.interval}
          toUrl={(interval) => peopleUrl({ ...query, interval })}
        />
        <RetentionCard result={loaded.cohorts} period={loaded.period} query={query} names={loaded.names} />
        {"message" in top ? (
          <ErrorCard title="People" message={top.message} />
        ) : (
          <TopUsersCard {...top} pageSize={loaded.pageSize} query={query} />
        )}
      </div>
    </>
  );
}

/** The query that is loading, or else the loaded one, so that controls show a choice at once and the next builds on it. */
function usePendingQuery(loadedSearch: string) {
  const { location } = useNavigation();
  // The location of a navigation has the base path.
  const isLoading = useHref("/people") === location?.pathname;
  const search = isLoading ? location.search : loadedSearch;
  const query = useMemo(() => parsePeopleQuery(new URLSearchParams(search)), [search]);
  return { query, isLoading };
}

export function ErrorBoundary() {
  return <PageError />;
}
