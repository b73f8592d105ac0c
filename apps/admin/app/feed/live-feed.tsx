import type { EventPage, EventNameSummary } from "@admin-events/client/query";
import { useCallback, useMemo, useState } from "react";
import { usePeopleSearch } from "../people/use-people-search.ts";
import { useTimeZone } from "../session/use-time-zone.ts";
import { EmptyFeed } from "./empty-feed.tsx";
import { EventRow } from "./event-row.tsx";
import { FilterBox } from "./filter/filter-box.tsx";
import { FilterPills } from "./filter/filter-pills.tsx";
import type { FeedFilters } from "./filter/filters-in-url.ts";
import { filtersForApi, filtersToUrl } from "./filter/filters-in-url.ts";
import { ActivitiesLink } from "../ui/activities-link.tsx";
import { LiveList } from "./live-list.tsx";
import type { RenderRow } from "./row-chunk.tsx";

/** The feed of the events page: filters, history and live events. */
export function LiveFeed({ filters, search, firstPage, names, userLabel }: LiveFeedProps) {
  const timeZone = useTimeZone();
  const [peopleText, setPeopleText] = useState("");
  const peopleSearch = usePeopleSearch(peopleText);
  const filter = useMemo(() => filtersForApi(filters), [filters]);
  const renderRow = useCallback<RenderRow>(
    (event, isNew) => (
      <EventRow event={event} filters={filters} timeZone={timeZone} isNew={isNew} order="receivedAt" />
    ),
    [filters, timeZone],
  );
  return (
    <LiveList
      filter={filter}
      feedKey={search}
      firstPage={firstPage}
      label="Events, last received first"
      bar={
        <>
          <FilterBox filters={filters} names={names} onSearchPeople={setPeopleText} {...peopleSearch} />
          <ActivitiesLink
            isShown={filters.hasActivities ?? false}
            to={`/events${filtersToUrl({ ...filters, hasActivities: !filters.hasActivities })}`}
          />
        </>
      }
      pills={<FilterPills filters={filters} userLabel={userLabel} />}
      empty={<EmptyFeed filters={filters} />}
      renderRow={renderRow}
    />
  );
}

interface LiveFeedProps {
  filters: FeedFilters;
  /** The filters as a query string. */
  search: string;
  firstPage: EventPage;
  names: readonly EventNameSummary[];
  /** The email of the person filtered by, if known. */
  userLabel: string | null;
}
