import type { TooltipContentProps } from "recharts";
import { formatCount } from "../../format/format-count.ts";

/** A tooltip that looks like those of the CSS charts. */
export function TrendTooltip({ formatHeading, active, label, payload }: TrendTooltipProps) {
  if (!active || !payload?.length) return null;

  return (
    <div className="chart-tooltip floating static">
      <p className="tooltip-heading">{formatHeading(String(label))}</p>
      <dl className="tooltip-rows">
        {payload.map(({ name, value, unit, color }) => (
          <div key={String(name)}>
            <dt>
              <span className="swatch" style={{ "--bar": color }} />
              {name}
            </dt>
            <dd>
              {typeof value === "number" ? formatCount(value) : "—"}
              {typeof unit === "string" && ` ${unit}`}
            </dd>
          </div>
        ))}
      </dl>
    </div>
  );
}

interface TrendTooltipProps extends Partial<Pick<TooltipContentProps, "active" | "label" | "payload">> {
  /** Formats the machine label of a point. */
  formatHeading: (label: string) => string;
}
