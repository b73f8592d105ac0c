import type { JsonValue } from "@admin-events/client/query";
import { formatQuantity } from "../format/format-count.ts";
import type { FieldChange } from "./extract-changes.ts";

const MAX_CHANGES = 3;

/** The first changed fields with their values before and after. */
export function ChangeList({ changes }: { changes: readonly FieldChange[] }) {
  return (
    <ul className="text-small mt-1 grid grid-cols-1 gap-0.5">
      {changes.slice(0, MAX_CHANGES).map(({ field, from, to }) => (
        <li key={field} className="flex flex-wrap gap-1.5">
          <span className="text-muted">{field}</span> <ChangedValue value={from} kind="from" />
          <span aria-hidden="true" className="text-subtle">
            →
          </span>
          <span className="sr-only"> changed to </span>
          <ChangedValue value={to} kind="to" />
        </li>
      ))}
      {changes.length > MAX_CHANGES && (
        <li className="text-subtle">{formatQuantity(changes.length - MAX_CHANGES, "more change")}</li>
      )}
    </ul>
  );
}

function ChangedValue({ value, kind }: { value: JsonValue; kind: "from" | "to" }) {
  if (value === null) return <span className="text-subtle">None</span>;
  const text = typeof value === "string" ? value : JSON.stringify(value);
  const Element = kind === "from" ? "del" : "ins";
  return (
    <Element
      className={`bg-sunken max-w-full truncate rounded-xs px-1 font-mono ${kind === "from" ? "text-muted line-through" : "no-underline"}`}
      title={text}
    >
      {text === "" ? "(empty)" : text}
    </Element>
  );
}
