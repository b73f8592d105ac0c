import type { ReactNode } from "react";
import type { Moment } from "../api/outputs.ts";
import { ActivityRow } from "../activity/activity-row.tsx";
import { EventRow } from "../feed/event-row.tsx";
import { noFilters } from "../feed/filter/filters-in-url.ts";

/** How each kind of moment is drawn, as an `li`. */
const rows: { [Kind in Moment["kind"]]: (moment: Moment & { kind: Kind }, timeZone: string) => ReactNode } = {
  event: ({ event }, timeZone) =>
    event.resourceType === null ? (
      <EventRow event={event} filters={noFilters} timeZone={timeZone} isNew={false} />
    ) : (
      <ActivityRow event={event} filters={{}} users={{}} timeZone={timeZone} isNew={false} />
    ),
};

/** One moment of a timeline. */
export function MomentRow({ moment, timeZone }: { moment: Moment; timeZone: string }) {
  return rows[moment.kind](moment, timeZone);
}
