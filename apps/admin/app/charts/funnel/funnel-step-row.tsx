import type { Funnel } from "@admin-events/client/query";
import type { RefCallback } from "react";
import { formatCount, formatQuantity } from "../../format/format-count.ts";
import { formatRate } from "../../format/format-rate.ts";
import { FunnelTaper } from "./funnel-taper.tsx";

export type FunnelStep = Omit<Funnel["steps"][number], "p90Seconds">;

export function FunnelStepRow({ step, previous, number, markRef }: FunnelStepRowProps) {
  const share = formatRate(step.rateFromFirst);
  return (
    <li>
      {previous && <FunnelTaper step={step} previous={previous} />}
      <div
        ref={markRef}
        className="funnel-step"
        data-funnel-label={step.title}
        data-funnel-count={step.count}
        data-funnel-rate={step.rateFromFirst ?? ""}
        data-mark
        role="img"
        aria-label={`Step ${number}, ${step.title}: ${formatQuantity(step.count, "person", "people")}, ${share} of the first step`}
        tabIndex={previous ? -1 : 0}
      >
        <span className="min-w-0 font-[550]">
          <span className="text-subtle inline-block w-5">{number}</span>
          {step.title}
        </span>
        <span className="font-semibold">{formatCount(step.count)}</span>
        <span className="text-muted text-right">{share}</span>
        <div className="bg-foreground/5 col-span-full h-5">
          <div
            className="funnel-bar"
            data-fill
            style={{ width: `${getBarWidth(step)}%`, minWidth: step.count > 0 ? 2 : 0 }}
          />
        </div>
      </div>
    </li>
  );
}

/** The width of a step's bar in percent; 0 when no one entered. */
export function getBarWidth(step: Pick<FunnelStep, "rateFromFirst">): number {
  return Math.min(100, (step.rateFromFirst ?? 0) * 100);
}

interface FunnelStepRowProps {
  step: FunnelStep;
  previous: FunnelStep | null;
  number: number;
  markRef: RefCallback<Element>;
}
