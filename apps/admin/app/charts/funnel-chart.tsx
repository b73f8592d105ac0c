import { useEffect, useMemo } from "react";
import { ChartCard } from "./chart-card.tsx";
import type { ChartHead } from "./chart-card.tsx";
import { FunnelStepRow } from "./funnel/funnel-step-row.tsx";
import type { FunnelStep } from "./funnel/funnel-step-row.tsx";
import { FunnelTooltip } from "./funnel/funnel-tooltip.tsx";
import { useFunnelTooltip } from "./use-funnel-tooltip.ts";

/** How many people reach each step: horizontal bars that taper from 100 %, with who left and who is still on the way. */
export function FunnelChart({ steps, ...head }: FunnelChartProps) {
  const { hover, refresh, containerProps } = useFunnelTooltip();
  const rows = useMemo(
    () =>
      steps.map((step, index) => (
        <FunnelStepRow key={step.name} step={step} before={steps[index - 1] ?? null} number={index + 1} />
      )),
    [steps],
  );
  useEffect(refresh, [rows, refresh]);

  return (
    <ChartCard {...head}>
      {steps.length === 0 ? (
        <p className="chart-empty">This funnel has no steps. Name at least two events.</p>
      ) : (
        <div className="funnel" {...containerProps}>
          <ol className="funnel-steps" data-funnel-steps>
            {rows}
          </ol>
          {hover && <FunnelTooltip hover={hover} />}
        </div>
      )}
      {steps[0]?.count === 0 && <p className="chart-empty">Nobody entered this funnel in this range.</p>}
    </ChartCard>
  );
}

interface FunnelChartProps extends ChartHead {
  steps: readonly FunnelStep[];
}
