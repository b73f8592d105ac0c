import type { UsageUsers } from "@admin-events/client/query";
import { formatCount } from "../../format/format-count.ts";
import { formatDuration } from "../../format/format-duration.ts";
import { PersonCell } from "../../ui/person-cell.tsx";
import { SortHeader } from "../../ui/sort-header.tsx";
import { TimeAgo } from "../../ui/time-ago.tsx";
import type { UserOrder, UsageView } from "../usage-in-url.ts";
import { getDefaultDirection, usageUrl } from "../usage-in-url.ts";

/** Unknown values are dashes. */
export function UserTable({ users, view }: { users: UsageUsers["items"]; view: UsageView }) {
  return (
    <table className="data-table data-table-inset">
      <caption className="sr-only">People and their usage in this period</caption>
      <thead>
        <tr>
          <SortHeader title="Person" align="left" {...getSortLink(view, "name")} />
          <SortHeader title="Requests" {...getSortLink(view, "requests")} className="w-24" />
          <SortHeader title="Sessions" {...getSortLink(view, "sessions")} className="w-24 max-md:hidden" />
          <SortHeader title="Time" {...getSortLink(view, "time")} className="w-28 max-md:hidden" />
          <SortHeader title="Pages" {...getSortLink(view, "pageViews")} className="w-20 max-md:hidden" />
          <SortHeader title="Last in period" {...getSortLink(view, "lastActive")} className="w-28" />
          <th scope="col" className="w-24 max-md:hidden">
            Last seen
          </th>
        </tr>
      </thead>
      <tbody>
        {users.map(({ userId, name, email, lastActive, lastSeenAt, ...user }) => (
          <tr key={userId}>
            <th scope="row" className="relative">
              <PersonCell person={{ id: userId, name, email }} />
            </th>
            <td>{formatCount(user.requestCount)}</td>
            <td className="max-md:hidden">{formatCount(user.sessionCount)}</td>
            <td className="max-md:hidden">
              {user.sessionCount === 0 && user.totalSeconds === 0 ? "—" : formatDuration(user.totalSeconds)}
            </td>
            <td className="max-md:hidden">{formatCount(user.pageViewCount)}</td>
            <td className="text-muted">{lastActive === null ? "—" : <TimeAgo instant={lastActive} />}</td>
            <td className="text-muted max-md:hidden">
              {lastSeenAt === null ? "—" : <TimeAgo instant={lastSeenAt} />}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** Sorts by a column; a column that is already sorted reverses its direction. */
function getSortLink(view: UsageView, order: UserOrder) {
  const isSorted = view.order === order;
  const reversed = view.direction === "asc" ? ("desc" as const) : ("asc" as const);
  const direction = isSorted ? reversed : getDefaultDirection(order);
  const current = view.direction === "asc" ? ("ascending" as const) : ("descending" as const);

  return { to: usageUrl({ ...view, order, direction, page: 1 }), sorted: isSorted ? current : null };
}
