import { countOf, formatCount } from "../../format/format-count.ts";
import { formatRate } from "../../format/format-rate.ts";
import { FunnelTaper } from "./funnel-taper.tsx";

/** One step of a funnel. Rates are fractions; null when nobody could have come this far. */
export interface FunnelStep {
  name: string;
  title: string;
  /** People who completed this step and all before it. */
  count: number;
  rateFromFirst: number | null;
  rateFromPrevious: number | null;
  /** People who completed the step before but not this one, and whose time is over. */
  dropOff: number;
  /** People who completed the step before and may still complete this one. */
  inProgress: number;
  medianSeconds: number | null;
}

/** A step: its taper from the step before, its name, count and share, and its bar. */
export function FunnelStepRow({ step, before, number }: FunnelStepRowProps) {
  const share = formatRate(step.rateFromFirst);
  return (
    <li>
      {before && <FunnelTaper step={step} before={before} />}
      <div
        className="funnel-step"
        data-funnel-label={step.title}
        data-funnel-count={step.count}
        data-funnel-rate={step.rateFromFirst ?? ""}
        data-mark
        role="img"
        aria-label={`Step ${number}, ${step.title}: ${countOf(step.count, "person", "people")}, ${share} of the first step`}
        tabIndex={before ? -1 : 0}
      >
        <span className="funnel-name">
          <span className="funnel-number">{number}</span>
          {step.title}
        </span>
        <span className="funnel-count">{formatCount(step.count)}</span>
        <span className="funnel-share">{share}</span>
        <div className="funnel-track">
          <div
            className="funnel-bar"
            data-fill
            style={{ width: `${widthOf(step)}%`, minWidth: step.count > 0 ? 2 : 0 }}
          />
        </div>
      </div>
    </li>
  );
}

/** The width of a step's bar in percent; the first step is 100, or 0 when nobody entered. */
export function widthOf(step: Pick<FunnelStep, "rateFromFirst">): number {
  return Math.min(100, (step.rateFromFirst ?? 0) * 100);
}

interface FunnelStepRowProps {
  step: FunnelStep;
  before: FunnelStep | null;
  number: number;
}
