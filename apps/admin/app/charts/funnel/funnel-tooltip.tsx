import { countOf } from "../../format/format-count.ts";
import { TooltipFrame } from "../hover/tooltip-frame.tsx";
import type { Hover } from "../hover/use-chart-hover.ts";
import type { FunnelTooltipContent } from "../use-funnel-tooltip.ts";

/** The tooltip of a funnel step: its name, how many people reached it and which share of the first step they are. */
export function FunnelTooltip({ hover }: { hover: Hover<FunnelTooltipContent> }) {
  const { label, count, rate } = hover.content;
  return (
    <TooltipFrame hover={hover}>
      <p className="tooltip-heading">{label}</p>
      <p>
        {countOf(count, "person", "people")} · {rate} of the first step
      </p>
    </TooltipFrame>
  );
}
