import type { Interval } from "@admin-events/client/query";
import { INTERVAL_TITLES } from "../charts/format-label.ts";
import { SegmentedControl } from "../ui/segmented-control.tsx";
import { INTERVALS } from "./intervals.ts";

export function IntervalControl({ label, selected, toUrl }: IntervalControlProps) {
  return (
    <SegmentedControl
      label={label}
      items={INTERVALS.map((interval) => ({
        title: INTERVAL_TITLES[interval],
        to: toUrl(interval),
        isSelected: interval === selected,
      }))}
    />
  );
}

interface IntervalControlProps {
  label: string;
  selected: Interval;
  toUrl: (interval: Interval) => string;
}
