import type { JsonValue } from "../api/outputs.ts";
import { countOf } from "../format/format-count.ts";
import type { FieldChange } from "./changes-in.ts";

const mostShown = 3;

/** What changed: each field's value before and after. */
export function ChangeList({
  changes,
  most = mostShown,
}: {
  changes: readonly FieldChange[];
  most?: number;
}) {
  return (
    <ul className="change-list">
      {changes.slice(0, most).map(({ field, from, to }) => (
        <li key={field} className="change">
          <span className="text-soft">{field}</span> <ChangedValue value={from} kind="from" />
          <span aria-hidden="true" className="text-faint">
            →
          </span>
          <span className="sr-only"> became </span>
          <ChangedValue value={to} kind="to" />
        </li>
      ))}
      {changes.length > most && (
        <li className="text-faint">{countOf(changes.length - most, "more change")}</li>
      )}
    </ul>
  );
}

function ChangedValue({ value, kind }: { value: JsonValue; kind: "from" | "to" }) {
  if (value === null) return <span className="text-faint">nothing</span>;
  const text = typeof value === "string" ? value : JSON.stringify(value);
  const Mark = kind === "from" ? "del" : "ins";
  return (
    <Mark className="change-value" data-kind={kind} title={text}>
      {text === "" ? "(empty)" : text}
    </Mark>
  );
}
