import type { Moment } from "../api/outputs.ts";
import { ActivityRow } from "../activity/activity-row.tsx";
import { EventRow } from "../feed/event-row.tsx";
import { noFilters } from "../feed/filter/filters-in-url.ts";
import { PageViewRow, SessionRow } from "./visit-rows.tsx";

/** One moment of a timeline, as an `li`. */
export function MomentRow({ moment, timeZone }: { moment: Moment; timeZone: string }) {
  switch (moment.kind) {
    case "event":
      return moment.event.resourceType === null ? (
        <EventRow event={moment.event} filters={noFilters} timeZone={timeZone} isNew={false} />
      ) : (
        <ActivityRow event={moment.event} filters={{}} users={{}} timeZone={timeZone} isNew={false} />
      );
    case "session":
      return <SessionRow session={moment} timeZone={timeZone} />;
    case "pageView":
      return <PageViewRow view={moment} timeZone={timeZone} />;
  }
}
