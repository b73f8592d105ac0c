import { useCallback } from "react";
import { formatRate } from "../format/format-rate.ts";
import type { FunnelStep } from "./funnel/funnel-step-row.tsx";
import { useChartHover } from "./hover/use-chart-hover.ts";
import type { StepToMark } from "./hover/use-chart-hover.ts";

export interface FunnelTooltipContent {
  title: string;
  count: number;
  /** The formatted share of the first step. */
  rate: string;
}

/** The tooltip of a funnel. Marks are positioned by step (row). Arrow keys, Home and End move between the steps. */
export function useFunnelTooltip(steps: readonly FunnelStep[]) {
  const stepCount = steps.length;
  const step = useCallback<StepToMark>(
    ({ row }, key) => {
      if (key === "ArrowDown" || key === "ArrowRight") return { row: row + 1, column: 0 };
      if (key === "ArrowUp" || key === "ArrowLeft") return { row: row - 1, column: 0 };
      if (key === "Home") return { row: 0, column: 0 };
      if (key === "End") return { row: stepCount - 1, column: 0 };
      return null;
    },
    [stepCount],
  );
  const { hover, ...rest } = useChartHover(step, steps);
  const hovered = hover && steps[hover.row];
  const content: FunnelTooltipContent | null = hovered
    ? { title: hovered.title, count: hovered.count, rate: formatRate(hovered.rateFromFirst) }
    : null;

  return { ...rest, tooltip: hover && content ? { mark: hover.element, content } : null };
}
