import { Link } from "@remix-run/react";
import type { UserUsage } from "../../api/outputs.ts";
import { formatCount } from "../../format/format-count.ts";
import { formatDuration } from "../../format/format-duration.ts";
import { TimeAgo } from "../../ui/time-ago.tsx";
import type { UsageView } from "../usage-in-url.ts";
import { SortHeader } from "./sort-header.tsx";

/** What every user did. Nothing known about somebody reads as a dash. */
export function UserTable({ users, view }: { users: readonly UserUsage[]; view: UsageView }) {
  return (
    <table className="usage-table">
      <caption className="sr-only">Users, with what they did in these days</caption>
      <thead>
        <tr>
          <SortHeader title="User" order="name" view={view} className="text-left" />
          <SortHeader title="Requests" order="requests" view={view} className="usage-number w-24" />
          <SortHeader
            title="Sessions"
            order="sessions"
            view={view}
            className="usage-number w-24 max-md:hidden"
          />
          <SortHeader title="Time" order="time" view={view} className="usage-number w-28 max-md:hidden" />
          <SortHeader
            title="Pages"
            order="pageViews"
            view={view}
            className="usage-number w-20 max-md:hidden"
          />
          <SortHeader title="Last active" order="lastActive" view={view} className="usage-number w-28" />
        </tr>
      </thead>
      <tbody>
        {users.map(({ userId, name, email, lastActive, ...user }) => (
          <tr key={userId}>
            <th scope="row">
              <Link
                to={`/users/${encodeURIComponent(userId)}`}
                className="hover:text-needle font-medium underline-offset-2 hover:underline"
              >
                {name ?? email ?? userId}
              </Link>
              {name && email && <span className="text-soft ml-2 max-md:hidden">{email}</span>}
            </th>
            <td className="usage-number">{formatCount(user.requestCount)}</td>
            <td className="usage-number max-md:hidden">{formatCount(user.sessionCount)}</td>
            <td className="usage-number max-md:hidden">
              {user.sessionCount === 0 && user.totalSeconds === 0 ? "—" : formatDuration(user.totalSeconds)}
            </td>
            <td className="usage-number max-md:hidden">{formatCount(user.pageViewCount)}</td>
            <td className="usage-number text-soft">
              {lastActive === null ? "—" : <TimeAgo instant={lastActive} />}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
