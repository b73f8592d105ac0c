import { useMemo } from "react";
import { formatQuantity } from "../format/format-count.ts";
import { ChartCard } from "./chart-card.tsx";
import type { ChartHeader } from "./chart-card.tsx";
import type { FunnelStep } from "./funnel/funnel-step-row.tsx";
import { FunnelStepRow } from "./funnel/funnel-step-row.tsx";
import { TooltipFrame } from "./hover/tooltip-frame.tsx";
import type { FunnelTooltipContent } from "./use-funnel-tooltip.ts";
import { useFunnelTooltip } from "./use-funnel-tooltip.ts";

/** How many people reach each step, as horizontal bars relative to the first step. */
export function FunnelChart({ steps, ...header }: FunnelChartProps) {
  const { tooltip, markRef, containerProps } = useFunnelTooltip(steps);
  const rows = useMemo(
    () =>
      steps.map((step, index) => (
        <FunnelStepRow
          key={step.name}
          step={step}
          previous={steps[index - 1] ?? null}
          number={index + 1}
          markRef={markRef(index, 0)}
        />
      )),
    [steps, markRef],
  );

  return (
    <ChartCard {...header}>
      {steps.length === 0 ? (
        <p className="chart-empty">This funnel has no steps. Add at least two events.</p>
      ) : (
        <div className="relative" {...containerProps}>
          <ol data-funnel-steps>{rows}</ol>
          {tooltip && <FunnelTooltip {...tooltip} />}
        </div>
      )}
      {steps[0]?.count === 0 && <p className="chart-empty">No one entered this funnel in this period.</p>}
    </ChartCard>
  );
}

function FunnelTooltip({ mark, content }: { mark: Element; content: FunnelTooltipContent }) {
  const { title, count, rate } = content;
  return (
    <TooltipFrame mark={mark}>
      <p className="tooltip-heading">{title}</p>
      <p>
        {formatQuantity(count, "person", "people")} · {rate} of the first step
      </p>
    </TooltipFrame>
  );
}

interface FunnelChartProps extends ChartHeader {
  steps: readonly FunnelStep[];
}
