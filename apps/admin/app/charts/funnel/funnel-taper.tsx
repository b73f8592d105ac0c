import { formatCount } from "../../format/format-count.ts";
import { formatDuration } from "../../format/format-duration.ts";
import { formatRate } from "../../format/format-rate.ts";
import type { FunnelStep } from "./funnel-step-row.tsx";
import { widthOf } from "./funnel-step-row.tsx";

/** Between two steps: the narrowing shape, who went on, who left, who is still on the way, and how long it took. */
export function FunnelTaper({ step, before }: { step: FunnelStep; before: FunnelStep }) {
  const shape = `polygon(0 0, ${widthOf(before)}% 0, ${widthOf(step)}% 100%, 0 100%)`;
  return (
    <div className="funnel-taper">
      <div className="funnel-taper-shape" style={{ clipPath: shape }} />
      <p className="funnel-taper-facts">
        <span>
          <b>{formatRate(step.rateFromPrevious)}</b> went on
        </span>
        <span>
          <b>{formatCount(step.dropOff)}</b> left
        </span>
        {step.inProgress > 0 && (
          <span>
            <b>{formatCount(step.inProgress)}</b> in progress
          </span>
        )}
        {step.medianSeconds !== null && (
          <span>
            half within <b>{formatDuration(step.medianSeconds)}</b>
          </span>
        )}
      </p>
    </div>
  );
}
