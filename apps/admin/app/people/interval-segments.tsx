import type { Interval } from "../charts/format-label.ts";
import { Segments } from "../ui/segments.tsx";
import { intervals, intervalTitles } from "./intervals.ts";

/** Chooses the length of a chart's buckets. */
export function IntervalSegments({ label, chosen, addressOf }: IntervalSegmentsProps) {
  return (
    <Segments
      label={label}
      segments={intervals.map((interval) => ({
        title: intervalTitles[interval],
        to: addressOf(interval),
        isChosen: interval === chosen,
      }))}
    />
  );
}

interface IntervalSegmentsProps {
  label: string;
  chosen: Interval;
  addressOf: (interval: Interval) => string;
}
