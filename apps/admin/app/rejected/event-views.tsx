import { NavLink } from "@remix-run/react";
import { formatCount } from "../format/format-count.ts";

/** Links to the views of the Events page. `rejectedCount` is that of the last 24 hours. */
export function EventViews({ rejectedCount }: { rejectedCount: number }) {
  return (
    <nav aria-label="Views of events">
      <ul className="segmented-control">
        <li>
          <NavLink to="/events" end className="segmented-item">
            Live
          </NavLink>
        </li>
        <li>
          <NavLink to="/events/rejected" className="segmented-item">
            Rejected
            {rejectedCount > 0 && (
              <span className="bg-bad-soft text-bad text-small rounded-xs px-1 font-semibold">
                {formatCount(rejectedCount)}
                <span className="sr-only"> in the last 24 hours</span>
              </span>
            )}
          </NavLink>
        </li>
      </ul>
    </nav>
  );
}
