import type { Moment } from "../api/outputs.ts";
import { DayHeading } from "../feed/day-heading.tsx";
import { dateIn } from "../format/format-time.ts";
import { useTimeZone } from "../session/use-time-zone.ts";
import { MomentRow } from "./moment-row.tsx";

/** Moments under their days, newest first. */
export function TimelineList({ moments }: { moments: readonly Moment[] }) {
  const timeZone = useTimeZone();
  const days = Map.groupBy(moments, ({ at }) => dateIn(timeZone, at));
  return (
    <ol aria-label="Timeline, newest first" className="feed timeline">
      {[...days].map(([date, ofDay]) => (
        <li key={date}>
          <DayHeading date={date} timeZone={timeZone} />
          <ol>
            {ofDay.map((moment) => (
              <MomentRow key={`${moment.kind} ${moment.id}`} moment={moment} timeZone={timeZone} />
            ))}
          </ol>
        </li>
      ))}
    </ol>
  );
}
