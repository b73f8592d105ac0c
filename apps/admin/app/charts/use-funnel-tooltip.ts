import { formatRate } from "../format/format-rate.ts";
import { useChartHover } from "./hover/use-chart-hover.ts";
import type { ChartMarks } from "./hover/use-chart-hover.ts";

/** What the tooltip of a funnel step says. `rate` is the share of the first step, in words. */
export interface FunnelTooltipContent {
  label: string;
  count: number;
  rate: string;
}

const step = "[data-funnel-label]";

const marks: ChartMarks<FunnelTooltipContent> = {
  find: (element) => element.closest(step),
  read: (mark) => ({
    label: mark.getAttribute("data-funnel-label") ?? "",
    count: Number(mark.getAttribute("data-funnel-count")),
    rate: formatRate(rateOf(mark.getAttribute("data-funnel-rate"))),
  }),
  step: (mark, key) => {
    const steps = [...(mark.closest("[data-funnel-steps]")?.querySelectorAll(step) ?? [])];
    const here = steps.indexOf(mark);
    if (key === "ArrowDown" || key === "ArrowRight") return steps[here + 1] ?? null;
    if (key === "ArrowUp" || key === "ArrowLeft") return steps[here - 1] ?? null;
    if (key === "Home") return steps[0] ?? null;
    if (key === "End") return steps.at(-1) ?? null;
    return null;
  },
};

/**
 * The tooltip of a funnel: reads `data-funnel-label`, `data-funnel-count` and `data-funnel-rate` (a fraction of the
 * first step; empty when nobody entered) from the step under the pointer or with the focus.
 */
export function useFunnelTooltip() {
  return useChartHover(marks);
}

function rateOf(attribute: string | null): number | null {
  return attribute ? Number(attribute) : null;
}
