import { formatCount } from "../../format/format-count.ts";
import { TooltipFrame } from "../hover/tooltip-frame.tsx";
import type { Hover } from "../hover/use-chart-hover.ts";
import type { RetentionTooltipContent } from "../use-retention-tooltip.ts";

/** The tooltip of a cell: its cohort and period, and how many of how many people came back. */
export function RetentionTooltip({ hover }: { hover: Hover<RetentionTooltipContent> }) {
  const { cohort, period, count, size, rate, isIncomplete } = hover.content;
  return (
    <TooltipFrame hover={hover}>
      <p className="tooltip-heading">
        {cohort} · {period}
        {isIncomplete && <span className="tooltip-note"> so far</span>}
      </p>
      <p>
        {formatCount(count)} of {formatCount(size)} came back · {rate}
      </p>
    </TooltipFrame>
  );
}
