import type { TopUsers } from "@admin-events/client/query";
import { Link } from "@remix-run/react";
import { shortLabel } from "../charts/format-label.ts";
import { filtersToUrl, NO_FILTERS } from "../feed/filter/filters-in-url.ts";
import { formatCount } from "../format/format-count.ts";
import { dateIn, exactTime } from "../format/format-time.ts";
import { personLabel } from "../format/person-label.ts";
import { useTimeZone } from "../session/use-time-zone.ts";
import { TimeAgo } from "../ui/time-ago.tsx";
import { toPathPart } from "../format/path-part.ts";

/** The name links to the person, the count to their events. */
export function UserRow({ user, count, firstAt, lastAt }: TopUsers["users"][number]) {
  const timeZone = useTimeZone();
  return (
    <tr>
      <th scope="row" className="relative">
        <Link to={`/users/${toPathPart(user.id)}`} className="covering-link font-[550]" title={user.id}>
          {personLabel(user)}
        </Link>
        {user.name && <span className="text-muted ml-2">{user.name}</span>}
      </th>
      <td>
        <Link
          to={`/events${filtersToUrl({ ...NO_FILTERS, user: user.id })}`}
          className="decoration-border-strong inline-block min-w-6 leading-6 underline underline-offset-3 hover:decoration-current"
        >
          {formatCount(count)}
          <span className="sr-only"> events of {personLabel(user)}</span>
        </Link>
      </td>
      <td className="max-sm:hidden">
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
