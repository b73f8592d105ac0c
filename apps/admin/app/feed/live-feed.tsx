import { useCallback, useMemo } from "react";
import type { FeedPage, NamedEvents } from "../api/outputs.ts";
import { useTimeZone } from "../session/use-time-zone.ts";
import type { RenderRow } from "./chunk-of-rows.tsx";
import { EmptyFeed } from "./empty-feed.tsx";
import { EventRow } from "./event-row.tsx";
import { FilterBox } from "./filter/filter-box.tsx";
import { FilterPills } from "./filter/filter-pills.tsx";
import type { FeedFilters } from "./filter/filters-in-url.ts";
import { filtersForApi } from "./filter/filters-in-url.ts";
import { LiveList } from "./live-list.tsx";

/** The feed: its filters, what happened, newest first, and what happens now. */
export function LiveFeed({ filters, search, firstPage, names, userLabel }: LiveFeedProps) {
  const timeZone = useTimeZone();
  const question = useMemo(() => filtersForApi(filters), [filters]);
  const renderRow = useCallback<RenderRow>(
    (event, isNew) => <EventRow event={event} filters={filters} timeZone={timeZone} isNew={isNew} />,
    [filters, timeZone],
  );
  return (
    <LiveList
      question={question}
      search={search}
      firstPage={firstPage}
      label="Events, newest first"
      bar={<FilterBox filters={filters} names={names} />}
      pills={<FilterPills filters={filters} userLabel={userLabel} />}
      empty={<EmptyFeed filters={filters} />}
      renderRow={renderRow}
    />
  );
}

interface LiveFeedProps {
  filters: FeedFilters;
  /** The address part of the filters. */
  search: string;
  firstPage: FeedPage;
  names: readonly NamedEvents[];
  /** The address of the person filtered by, where it is known. */
  userLabel: string | null;
}
