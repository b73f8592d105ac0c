import type { TopUsers } from "@admin-events/client/query";
import { PersonCell } from "../ui/person-cell.tsx";
import { Link } from "@remix-run/react";
import { shortLabel } from "../charts/format-label.ts";
import { filtersToUrl, NO_FILTERS } from "../feed/filter/filters-in-url.ts";
import { formatCount } from "../format/format-count.ts";
import { dateIn, exactTime } from "../format/format-time.ts";
import { personLabel } from "../format/person-label.ts";
import { useTimeZone } from "../session/use-time-zone.ts";
import { TimeAgo } from "../ui/time-ago.tsx";

/** The name links to the person, the count to their events. */
export function UserRow({ user, count, lastAt, lastSeenAt }: TopUsers["users"][number]) {
  const timeZone = useTimeZone();
  return (
    <tr>
      <th scope="row" className="relative">
        <PersonCell person={user} />
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
        <time dateTime={lastAt} title={exactTime(timeZone, lastAt)}>
          {shortLabel(dateIn(timeZone, lastAt))}
        </time>
      </td>
      <td>
        <TimeAgo instant={lastSeenAt} />
      </td>
    </tr>
  );
}
