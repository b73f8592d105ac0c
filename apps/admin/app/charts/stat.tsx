import { ArrowDown, ArrowUp, Minus } from "lucide-react";
import type { ReactNode } from "react";
import { formatCount } from "../format/format-count.ts";
import { formatChange } from "../format/format-rate.ts";
import { Hint } from "../ui/hint.tsx";

/** One number with its change. The arrow tells the direction, the colour whether that is good. */
export function Stat({
  label,
  span,
  icon,
  hint,
  value,
  format = formatCount,
  change,
  isNew = false,
  comparedTo,
  goodDirection = "up",
}: StatProps) {
  const text = value === null ? "—" : format(value);
  return (
    <div className="stat">
      <dt className="stat-label">
        {icon && <span aria-hidden="true">{icon}</span>}
        {label}
        {hint && <Hint about={label}>{hint}</Hint>}
        {span && <span className="stat-span">{span}</span>}
      </dt>
      <dd className="stat-value" style={{ "--digits": text.length }}>
        {text}
        {change !== undefined && <Change change={change} goodDirection={goodDirection} isNew={isNew} />}
      </dd>
      <dd className="stat-foot">{comparedTo}</dd>
    </div>
  );
}

/** A change in words, with an arrow; its colour says whether that is good. */
export function Change({ change, isNew, goodDirection }: ChangeProps) {
  if (isNew)
    return (
      <span className="stat-change" data-tone="new">
        new
      </span>
    );
  if (change === null)
    return (
      <span className="stat-change" data-tone="flat">
        —
      </span>
    );
  const direction = change > 0 ? "up" : change < 0 ? "down" : "flat";
  const Arrow = { up: ArrowUp, down: ArrowDown, flat: Minus }[direction];
  const tone = direction === "flat" ? "flat" : direction === goodDirection ? "good" : "bad";
  return (
    <span className="stat-change" data-tone={tone}>
      <Arrow size={12} strokeWidth={2.5} aria-hidden="true" />
      {formatChange(change)}
    </span>
  );
}

interface ChangeProps {
  change: number | null;
  isNew: boolean;
  goodDirection: "up" | "down";
}

interface StatProps {
  label: string;
  /** The stretch of time it counts: "30 days". */
  span?: string;
  icon?: ReactNode;
  /** What the number means, in a sentence that is shown on request. */
  hint?: string;
  /** Null when there is no such number; it reads `—`. */
  value: number | null;
  /** The number in words; every digit, grouped, when left out. */
  format?: (value: number) => string;
  /** A fraction: 0.12 is +12 %. Null when there was nothing to compare with; left out when nothing is compared. */
  change?: number | null;
  /** There was nothing before and there is something now. */
  isNew?: boolean;
  /** What the change is measured against: "1,204 in the 30 days before". */
  comparedTo: string;
  /** Which way is good news; latency would say "down". */
  goodDirection?: "up" | "down";
}
