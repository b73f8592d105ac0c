import { formatRate } from "../../format/format-rate.ts";
import { HEAT_LEVEL_COUNT } from "./heat-level.ts";

export function HeatLegend({ maxRate }: { maxRate: number }) {
  return (
    <p className="heat-legend">
      <span>0%</span>
      <span className="inline-flex items-center" aria-hidden="true">
        {Array.from({ length: HEAT_LEVEL_COUNT }, (_, index) => (
          <span key={index} className="heat" data-level={index + 1} />
        ))}
      </span>
      <span>{formatRate(maxRate)}+</span>
      <span className="ml-auto inline-flex items-center gap-2 max-sm:ml-0">
        <span className="heat" data-level={3} data-incomplete aria-hidden="true" />
        Incomplete (not averaged)
      </span>
    </p>
  );
}
