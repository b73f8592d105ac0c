import type { JsonValue } from "@admin-events/client/query";
import type { FieldChange } from "./extract-changes.ts";
import { skipSharedStart } from "./skip-shared-start.ts";

/** The changed fields with their values before and after. */
export function ChangeList({ changes }: { changes: readonly FieldChange[] }) {
  return (
    <ul className="text-small grid grid-cols-1 gap-0.5">
      {changes.map(({ field, from, to }) => (
        <li key={field} className="flex flex-wrap gap-1.5">
          <span className="text-muted">{field}</span> <ChangedValue value={from} other={to} kind="from" />
          <span aria-hidden="true" className="text-subtle">
            →
          </span>
          <span className="sr-only"> changed to </span>
          <ChangedValue value={to} other={from} kind="to" />
        </li>
      ))}
    </ul>
  );
}

function ChangedValue({ value, other, kind }: ChangedValueProps) {
  if (value === null) return <span className="text-subtle">None</span>;
  const text = toText(value);
  const Element = kind === "from" ? "del" : "ins";
  return (
    <Element
      className={`bg-sunken max-w-full rounded-xs px-1 font-mono wrap-anywhere ${kind === "from" ? "text-muted line-through" : "no-underline"}`}
      title={text}
    >
      {text === "" ? "(empty)" : skipSharedStart(text, toText(other))}
    </Element>
  );
}

interface ChangedValueProps {
  value: JsonValue;
  /** The value on the other side of the change. */
  other: JsonValue;
  kind: "from" | "to";
}

function toText(value: JsonValue): string {
  return typeof value === "string" ? value : JSON.stringify(value);
}
