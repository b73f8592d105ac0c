import { Fragment } from "react";
import type { Moment } from "../api/outputs.ts";
import { DayHeading } from "../feed/day-heading.tsx";
import { dateIn } from "../format/format-time.ts";
import { useTimeZone } from "../session/use-time-zone.ts";
import { MomentRow } from "./moment-row.tsx";

/** Moments under their days, newest first. */
export function TimelineList({ moments }: { moments: readonly Moment[] }) {
  const timeZone = useTimeZone();
  const dayOf = (moment: Moment | undefined) => moment && dateIn(timeZone, moment.at);
  return (
    <ol aria-label="Timeline, newest first" className="feed timeline">
      {moments.map((moment, index) => (
        <Fragment key={`${moment.kind} ${moment.id}`}>
          {dayOf(moment) !== dayOf(moments[index - 1]) && (
            <DayHeading date={dateIn(timeZone, moment.at)} timeZone={timeZone} />
          )}
          <MomentRow moment={moment} timeZone={timeZone} />
        </Fragment>
      ))}
    </ol>
  );
}
