import { useCallback, useMemo } from "react";
import type { ReactNode } from "react";
import type { EventPage } from "@admin-events/client/query";
import type { RenderRow } from "../feed/row-chunk.tsx";
import { LiveList } from "../feed/live-list.tsx";
import { useTimeZone } from "../session/use-time-zone.ts";
import { ActivityRow } from "./activity-row.tsx";
import type { ActivityFilters } from "./filters-in-url.ts";
import { filtersForApi, filtersToUrl } from "./filters-in-url.ts";
import type { ResourceUsers } from "./resource-link.tsx";

/** The matching activities, last received first, with new ones added live. */
export function ActivityFeed({ filters, firstPage, users, bar, pills, empty }: ActivityFeedProps) {
  const timeZone = useTimeZone();
  const filter = useMemo(() => filtersForApi(filters), [filters]);
  const renderRow = useCallback<RenderRow>(
    (event, isNew) => (
      <ActivityRow
        event={event}
        filters={filters}
        users={users}
        timeZone={timeZone}
        isNew={isNew}
        order="receivedAt"
      />
    ),
    [filters, users, timeZone],
  );
  return (
    <LiveList
      filter={filter}
      feedKey={`activity${filtersToUrl(filters)}`}
      firstPage={firstPage}
      label="Activities, last received first"
      bar={bar}
      pills={pills}
      empty={empty}
      renderRow={renderRow}
    />
  );
}

interface ActivityFeedProps {
  filters: ActivityFilters;
  firstPage: EventPage;
  /** The users among the resources. */
  users: ResourceUsers;
  bar?: ReactNode;
  pills?: ReactNode;
  empty: ReactNode;
}
