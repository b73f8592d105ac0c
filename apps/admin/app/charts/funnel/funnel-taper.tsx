import { formatCount } from "../../format/format-count.ts";
import { formatDuration } from "../../format/format-duration.ts";
import { formatRate } from "../../format/format-rate.ts";
import type { FunnelStep } from "./funnel-step-row.tsx";
import { getBarWidth } from "./funnel-step-row.tsx";

/** The narrowing shape between two steps, with conversion, drop-off and median time. */
export function FunnelTaper({ step, previous }: { step: FunnelStep; previous: FunnelStep }) {
  const shape = `polygon(0 0, ${getBarWidth(previous)}% 0, ${getBarWidth(step)}% 100%, 0 100%)`;
  return (
    <div className="relative pb-2">
      <div className="funnel-taper" style={{ clipPath: shape }} />
      <p className="text-small text-muted [&_b]:text-foreground flex flex-wrap gap-x-4 pt-1 [&_b]:font-semibold">
        <span>
          <b>{formatRate(step.rateFromPrevious)}</b> continued
        </span>
        <span>
          <b>{formatCount(step.dropOff)}</b> dropped off
        </span>
        {step.inProgress > 0 && (
          <span>
            <b>{formatCount(step.inProgress)}</b> in progress
          </span>
        )}
        {step.medianSeconds !== null && (
          <span>
            median <b>{formatDuration(step.medianSeconds)}</b>
          </span>
        )}
      </p>
    </div>
  );
}
