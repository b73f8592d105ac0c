import { Link } from "@remix-run/react";
import type { TopUsers } from "../api/outputs.ts";
import { shortLabel } from "../charts/format-label.ts";
import { filtersToUrl, noFilters } from "../feed/filter/filters-in-url.ts";
import { formatCount } from "../format/format-count.ts";
import { dateIn, exactTime } from "../format/format-time.ts";
import { personLabel } from "../format/person-label.ts";
import { useTimeZone } from "../session/use-time-zone.ts";
import { TimeAgo } from "../ui/time-ago.tsx";

/** One person: the name leads to everything known of them, the count to their events. */
export function UserRow({ user, count, firstAt, lastAt }: TopUsers["users"][number]) {
  const timeZone = useTimeZone();
  return (
    <tr>
      <th scope="row">
        <Link
          to={`/users/${encodeURIComponent(user.id)}`}
          className="users-link covering-link"
          title={user.id}
        >
          {personLabel(user)}
        </Link>
        {user.name && <span className="users-name">{user.name}</span>}
      </th>
      <td>
        <Link to={`/events${filtersToUrl({ ...noFilters, user: user.id })}`} className="users-count">
          {formatCount(count)}
          <span className="sr-only"> events of {personLabel(user)}</span>
        </Link>
      </td>
      <td className="users-first">
        <time dateTime={firstAt} title={exactTime(timeZone, firstAt)}>
          {shortLabel(dateIn(timeZone, firstAt))}
        </time>
      </td>
      <td>
        <TimeAgo instant={lastAt} />
      </td>
    </tr>
  );
}
