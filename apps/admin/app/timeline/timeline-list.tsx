import { ActivityRow } from "../activity/activity-row.tsx";
import type { RouterOutputs } from "../api/trpc.ts";
import { DayHeading } from "../feed/day-heading.tsx";
import { EventRow } from "../feed/event-row.tsx";
import { NO_FILTERS } from "../feed/filter/filters-in-url.ts";
import { dateIn } from "../format/format-time.ts";
import { useTimeZone } from "../session/use-time-zone.ts";
import { FailedRequestRow, PageViewRow, SessionRow } from "./visit-rows.tsx";

/** An event, session or page view of a person. */
export type Moment = RouterOutputs["users"]["timeline"]["moments"][number];

/** Moments grouped by day, newest first. */
export function TimelineList({ moments }: { moments: readonly Moment[] }) {
  const timeZone = useTimeZone();
  const days = Map.groupBy(moments, ({ at }) => dateIn(timeZone, at));
  return (
    <ol aria-label="Timeline, newest first" className="feed timeline">
      {[...days].map(([date, momentsOfDay]) => (
        <li key={date}>
          <DayHeading date={date} timeZone={timeZone} />
          <ol>
            {momentsOfDay.map((moment) => (
              <MomentRow key={`${moment.kind} ${moment.id}`} moment={moment} timeZone={timeZone} />
            ))}
          </ol>
        </li>
      ))}
    </ol>
  );
}

function MomentRow({ moment, timeZone }: { moment: Moment; timeZone: string }) {
  switch (moment.kind) {
    case "event":
      return moment.event.resourceType === null ? (
        <EventRow
          event={moment.event}
          filters={NO_FILTERS}
          timeZone={timeZone}
          isNew={false}
          order="occurredAt"
        />
      ) : (
        <ActivityRow
          event={moment.event}
          filters={{}}
          users={{}}
          timeZone={timeZone}
          isNew={false}
          order="occurredAt"
        />
      );
    case "session":
      return <SessionRow session={moment} timeZone={timeZone} />;
    case "pageView":
      return <PageViewRow view={moment} timeZone={timeZone} />;
    case "failedRequest":
      return <FailedRequestRow request={moment} timeZone={timeZone} />;
  }
}
