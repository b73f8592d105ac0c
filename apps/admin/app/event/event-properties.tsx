import type { StoredEvent } from "@admin-events/client/query";
import { filtersToUrl, NO_FILTERS } from "../feed/filter/filters-in-url.ts";
import { exactTime } from "../format/format-time.ts";
import { useTimeZone } from "../session/use-time-zone.ts";
import { PropertyList } from "./property-list.tsx";
import { Property } from "./property.tsx";

/** The fields that every event has. */
export function EventProperties({ event }: { event: StoredEvent }) {
  const timeZone = useTimeZone();
  const activityFields = [
    ["Actor role", event.actorRole],
    ["Resource type", event.resourceType],
    ["Resource ID", event.resourceId],
    ["Target ID", event.targetId],
    ["Module", event.module],
    ["Mode", event.mode],
  ] as const;
  return (
    <PropertyList title="Event">
      <Property
        label="Name"
        copy={event.name}
        isMono
        filterPath={`/events${filtersToUrl({ ...NO_FILTERS, name: event.name })}`}
      />
      <Property label="Event ID" copy={event.id} isMono />
      <Property label="Occurred" copy={event.occurredAt}>
        {exactTime(timeZone, event.occurredAt)}
      </Property>
      <Property label="Received" copy={event.receivedAt}>
        {exactTime(timeZone, event.receivedAt)}
      </Property>
      <Property label="Session ID" copy={event.sessionId} isMono />
      {activityFields.map(
        ([label, value]) => value !== null && <Property key={label} label={label} copy={value} />,
      )}
    </PropertyList>
  );
}
