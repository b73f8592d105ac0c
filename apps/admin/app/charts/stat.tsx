import { ArrowDown, ArrowUp, Minus } from "lucide-react";
import type { ReactNode } from "react";
import { formatCount } from "../format/format-count.ts";
import { formatChange } from "../format/format-rate.ts";
import { Hint } from "../ui/hint.tsx";

/** A number with its change. The color says whether the change is good. */
export function Stat({
  label,
  span,
  icon,
  hint,
  value,
  format = formatCount,
  change,
  isNew = false,
  detail,
  comparedTo,
  hasComparison = true,
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
        {change !== undefined && hasComparison && (
          <Change change={change} goodDirection={goodDirection} isNew={isNew} />
        )}
      </dd>
      <dd className="stat-foot" data-muted={!hasComparison || undefined}>
        {detail && <span className="block">{detail}</span>}
        {comparedTo}
      </dd>
    </div>
  );
}

function Change({ change, isNew, goodDirection }: ChangeProps) {
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
  /** The period it counts: "30 days". */
  span?: string;
  icon?: ReactNode;
  /** Explains the number in a tooltip. */
  hint?: string;
  /** Null is shown as `—`. */
  value: number | null;
  format?: (value: number) => string;
  /** A fraction: 0.12 is +12%. Null without a value to compare with; omitted when nothing is compared. */
  change?: number | null;
  /** The previous value was zero and this one is not. */
  isNew?: boolean;
  /** More about the number, above the comparison. */
  detail?: ReactNode;
  /** Like "vs 28 Sep–27 Oct: 1,204". */
  comparedTo: string;
  /** False where nothing can be compared; `comparedTo` then says why. */
  hasComparison?: boolean;
  /** Latency, for example, is good when it goes "down". */
  goodDirection?: "up" | "down";
}
