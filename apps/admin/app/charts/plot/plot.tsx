import { Children, useEffect, useRef } from "react";
import type { ReactNode } from "react";
import { formatCompactCount } from "../../format/format-count.ts";
import { BarTooltip } from "../bar-tooltip.tsx";
import type { useBarTooltip } from "../use-bar-tooltip.ts";

// Above this many columns a series is drawn as one silhouette.
const MAX_SEPARATE_COLUMNS = 120;

/** Ticks, a scrolling strip of columns that starts at its newest end, and the tooltip. 100% of a column is `max`. */
export function Plot({ label, max, hover: { tooltip, containerProps }, note, children }: PlotProps) {
  const isDense = Children.count(children) > MAX_SEPARATE_COLUMNS;
  const strip = useRef<HTMLDivElement>(null);

  useEffect(() => {
    strip.current?.scrollTo({ left: strip.current.scrollWidth });
  }, []);

  return (
    <div className="plot" {...containerProps}>
      <div className="plot-ticks" aria-hidden="true">
        {roundTicks(max).map((tick) => (
          <div key={tick} className="plot-tick" style={{ bottom: max > 0 ? `${(tick / max) * 100}%` : 0 }}>
            <span>{formatCompactCount(tick)}</span>
          </div>
        ))}
      </div>
      <div ref={strip} className="plot-strip">
        <div
          role="group"
          aria-label={label}
          data-bar-columns
          data-is-dense={isDense || undefined}
          className="plot-columns"
        >
          {children}
        </div>
      </div>
      {note && <p className="chart-empty">{note}</p>}
      {tooltip && <BarTooltip {...tooltip} />}
    </div>
  );
}

/**
 * At most six round numbers from 0 to `max`: 1, 2 or 5 times a power of ten apart, integers only. The highest bar
 * reaches the top of the plot, so no tick is above it. `0` → `[0]`.
 */
export function roundTicks(max: number): number[] {
  if (max <= 0) return [0];
  const rough = max / 5;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = Math.max(1, ([1, 2, 5, 10].find((factor) => factor * power >= rough) ?? 10) * power);
  return Array.from({ length: Math.floor(max / step) + 1 }, (_, index) => index * step);
}

interface PlotProps {
  /** For screen readers. */
  label: string;
  max: number;
  hover: Pick<ReturnType<typeof useBarTooltip>, "tooltip" | "containerProps">;
  /** Shown in the plot when there is nothing to draw. */
  note: string | null;
  /** The columns. */
  children: ReactNode;
}
