import { useMemo } from "react";
import type { NamedEvents } from "../api/outputs.ts";
import { subjectOf } from "../catalog/matching-names.ts";
import { Select } from "../ui/select.tsx";

/** Chooses an event by its title, a whole subject, or any event at all. */
export function EventSelect({ label, value, names, onChange }: EventSelectProps) {
  const groups = useMemo(() => bySubject(names), [names]);
  const isKnown =
    value === "*" ||
    groups.some(
      ({ subject, events }) => value === `${subject}.*` || events.some(({ name }) => name === value),
    );
  return (
    <Select label={label} value={value} onChange={onChange}>
      <option value="*">Any event</option>
      {!isKnown && <option value={value}>{value}</option>}
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

function bySubject(names: readonly NamedEvents[]): { subject: string; events: NamedEvents[] }[] {
  const groups = Map.groupBy(names, ({ name }) => subjectOf(name));
  return [...groups]
    .map(([subject, events]) => ({ subject, events }))
    .toSorted((a, b) => (a.subject < b.subject ? -1 : 1));
}

interface EventSelectProps {
  label: string;
  /** A name, `post.*` or `*`. */
  value: string;
  names: readonly NamedEvents[];
  onChange: (value: string) => void;
}
