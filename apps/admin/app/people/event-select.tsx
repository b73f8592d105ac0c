import type { EventNameSummary } from "@admin-events/client/query";
import { useMemo } from "react";
import { getSubject } from "../catalog/search-names.ts";
import { Select } from "../ui/select.tsx";

/** Selects an event, all events of a subject, or any event. */
export function EventSelect({ label, value, names, onChange }: EventSelectProps) {
  const groups = useMemo(() => groupBySubject(names), [names]);
  const isListed =
    value === "*" ||
    groups.some(
      ({ subject, events }) => value === `${subject}.*` || events.some(({ name }) => name === value),
    );
  return (
    <Select label={label} value={value} onChange={onChange}>
      <option value="*">Any event</option>
      {!isListed && <option value={value}>{value}</option>}
      {groups.map(({ subject, events }) => (
        <optgroup key={subject} label={subject}>
          {events.map(({ name, title }) => (
            <option key={name} value={name}>
              {title}
            </option>
          ))}
          {events.length > 1 && <option value={`${subject}.*`}>{`Any ${subject} event`}</option>}
        </optgroup>
      ))}
    </Select>
  );
}

function groupBySubject(
  names: readonly EventNameSummary[],
): { subject: string; events: EventNameSummary[] }[] {
  const groups = Map.groupBy(names, ({ name }) => getSubject(name));
  return [...groups]
    .map(([subject, events]) => ({ subject, events }))
    .toSorted((a, b) => (a.subject < b.subject ? -1 : 1));
}

interface EventSelectProps {
  label: string;
  /** A name, a pattern such as `post.*`, or `*`. */
  value: string;
  names: readonly EventNameSummary[];
  onChange: (value: string) => void;
}
