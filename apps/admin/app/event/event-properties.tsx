import type { StoredEvent } from "../api/outputs.ts";
import { exactTime } from "../format/format-time.ts";
import { filtersToUrl, noFilters } from "../feed/filter/filters-in-url.ts";
import { useTimeZone } from "../session/use-time-zone.ts";
import { Property } from "./property.tsx";
import { PropertyList } from "./property-list.tsx";

/** What every event has: its name, times and ids. */
export function EventProperties({ event }: { event: StoredEvent }) {
  const timeZone = useTimeZone();
  const activity = [
    ["Actor's role", event.actorRole],
    ["Resource type", event.resourceType],
    ["Resource id", event.resourceId],
    ["Target id", event.targetId],
    ["Module", event.module],
    ["Mode", event.mode],
  ] as const;
  return (
    <PropertyList title="Event">
      <Property
        label="Name"
        copy={event.name}
        isMono
        filterPath={`/events${filtersToUrl({ ...noFilters, name: event.name })}`}
      />
      <Property label="Event id" copy={event.id} isMono />
      <Property label="Happened" copy={event.occurredAt}>
        {exactTime(timeZone, event.occurredAt)}
      </Property>
      <Property label="Received" copy={event.receivedAt}>
        {exactTime(timeZone, event.receivedAt)}
      </Property>
      <Property label="Session id" copy={event.sessionId} isMono />
      {activity.map(
        ([label, value]) => value !== null && <Property key={label} label={label} copy={value} />,
      )}
    </PropertyList>
  );
}
