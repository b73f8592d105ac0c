import { Segments } from "../segments.tsx";
import type { ChosenRange, RangePreset } from "./chosen-range.ts";
import { CustomRange } from "./custom-range.tsx";

/** Chooses the stretch of time that a page is about. The address carries the choice, so every one is a link. */
export function RangePicker({ range, presets, today, addressOf }: RangePickerProps) {
  return (
    <div className="flex flex-wrap items-center gap-2">
      <Segments
        label="Range"
        segments={presets.map((preset) => ({
          title: titles[preset],
          to: addressOf(preset),
          isChosen: preset === range,
        }))}
      />
      <CustomRange range={range} today={today} addressOf={addressOf} />
    </div>
  );
}

const titles: Record<RangePreset, string> = {
  today: "Today",
  "7d": "7 days",
  "30d": "30 days",
  "90d": "90 days",
  "12m": "12 months",
};

interface RangePickerProps {
  range: ChosenRange;
  presets: readonly RangePreset[];
  /** The date in the panel's time zone. */
  today: string;
  /** The page's address with another range. */
  addressOf: (range: ChosenRange) => string;
}
