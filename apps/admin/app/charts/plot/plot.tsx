import { Children, useEffect, useRef } from "react";
import type { ReactNode } from "react";
import { formatCompactCount } from "../../format/format-count.ts";
import type { Interval } from "../format-label.ts";
import { BarTooltip } from "../bar-tooltip.tsx";
import { useBarTooltip } from "../use-bar-tooltip.ts";
import { roundTicks } from "./round-ticks.ts";

/**
 * The plane on which columns stand: round ticks, a scrolling strip that begins at its newest end, and the tooltip.
 * The children are the columns; 100 % of their height is `max`.
 */
export function Plot({ label, max, interval, note, children }: PlotProps) {
  const isDense = Children.count(children) > 120;
  const strip = useRef<HTMLDivElement>(null);
  const { hover, refresh, containerProps } = useBarTooltip(interval);

  useEffect(() => {
    strip.current?.scrollTo({ left: strip.current.scrollWidth });
  }, []);

  useEffect(refresh, [children, refresh]);

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
      {hover && <BarTooltip hover={hover} />}
    </div>
  );
}

interface PlotProps {
  /** Names the group of bars and its keys for screen readers. */
  label: string;
  max: number;
  interval: Interval;
  /** Stands in the empty plane when there is nothing to draw. */
  note: string | null;
  children: ReactNode;
}
