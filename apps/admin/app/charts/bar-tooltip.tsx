import { formatCount } from "../format/format-count.ts";
import { TooltipFrame } from "./hover/tooltip-frame.tsx";
import type { Hover } from "./hover/use-chart-hover.ts";
import type { BarTooltipContent } from "./use-bar-tooltip.ts";

/** The tooltip of a bar: the bucket in words, and each series with its exact count; of several that add up also the sum. */
export function BarTooltip({ hover }: { hover: Hover<BarTooltipContent> }) {
  const { label, rows, total, isIncomplete } = hover.content;
  return (
    <TooltipFrame hover={hover}>
      <p className="tooltip-heading">
        {label}
        {isIncomplete && <span className="tooltip-note"> so far</span>}
      </p>
      <dl className="tooltip-rows">
        {rows.map((row) => (
          <div key={row.dataset} data-pointed-at={row.isPointedAt || undefined}>
            <dt>
              <span className="swatch" style={{ background: row.color }} />
              {row.dataset}
            </dt>
            <dd>{formatCount(row.count)}</dd>
          </div>
        ))}
        {total !== null && (
          <div className="tooltip-total">
            <dt>Together</dt>
            <dd>{formatCount(total)}</dd>
          </div>
        )}
      </dl>
    </TooltipFrame>
  );
}
