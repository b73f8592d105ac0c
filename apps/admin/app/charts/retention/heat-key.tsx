import { formatRate } from "../../format/format-rate.ts";
import { heatLevelCount } from "./heat-level.ts";

/** What the colours of the table mean: from nobody to the highest share, and the hatch. */
export function HeatKey({ highest }: { highest: number }) {
  return (
    <p className="heat-key">
      <span>0%</span>
      <span className="heat-key-scale" aria-hidden="true">
        {Array.from({ length: heatLevelCount }, (_, index) => (
          <span key={index} className="heat" data-level={index + 1} />
        ))}
      </span>
      <span>{formatRate(highest)} and more came back</span>
      <span className="heat-key-running">
        <span className="heat" data-level={3} data-incomplete aria-hidden="true" />
        Period still runs, not in the average
      </span>
    </p>
  );
}
