import { useCallback, useMemo } from "react";
import type { ReactNode } from "react";
import type { FeedPage, ResourceUsers } from "../api/outputs.ts";
import type { RenderRow } from "../feed/chunk-of-rows.tsx";
import { LiveList } from "../feed/live-list.tsx";
import { useTimeZone } from "../session/use-time-zone.ts";
import { ActivityRow } from "./activity-row.tsx";
import type { ActivityFilters } from "./filters-in-url.ts";
import { filtersForApi, filtersToUrl } from "./filters-in-url.ts";

/** Activities under filters, newest first, and those that happen now. */
export function ActivityFeed({ filters, firstPage, users, bar, pills, empty }: ActivityFeedProps) {
  const timeZone = useTimeZone();
  const question = useMemo(() => filtersForApi(filters), [filters]);
  const renderRow = useCallback<RenderRow>(
    (event, isNew) => (
      <ActivityRow event={event} filters={filters} users={users} timeZone={timeZone} isNew={isNew} />
    ),
    [filters, users, timeZone],
  );
  return (
    <LiveList
      question={question}
      search={`activity${filtersToUrl(filters)}`}
      firstPage={firstPage}
      label="Activities, newest first"
      bar={bar}
      pills={pills}
      empty={empty}
      renderRow={renderRow}
    />
  );
}

interface ActivityFeedProps {
  filters: ActivityFilters;
  firstPage: FeedPage;
  /** The people among the resources. */
  users: ResourceUsers;
  bar?: ReactNode;
  pills?: ReactNode;
  empty: ReactNode;
}
