import { SegmentedControl } from "../segmented-control.tsx";
import { CustomRange } from "./custom-range.tsx";
import type { DateRange, RangePreset } from "./date-range.ts";

const TITLES: Record<RangePreset, string> = {
  today: "Today",
  "7d": "7 days",
  "30d": "30 days",
  "90d": "90 days",
  "12m": "12 months",
};

/** Chooses the range of a page. The URL carries the choice, so presets are links. */
export function RangePicker({ range, presets, today, toUrl }: RangePickerProps) {
  return (
    <div className="flex flex-wrap items-center gap-2">
      <SegmentedControl
        label="Range"
        items={presets.map((preset) => ({
          title: TITLES[preset],
          to: toUrl(preset),
          isSelected: preset === range,
        }))}
      />
      <CustomRange range={range} today={today} toUrl={toUrl} />
    </div>
  );
}

interface RangePickerProps {
  range: DateRange;
  presets: readonly RangePreset[];
  /** The date in the panel's time zone. */
  today: string;
  toUrl: (range: DateRange) => string;
}
