import type { TooltipContentProps } from "recharts";
import { formatCount } from "../../format/format-count.ts";

/** What the pointer is over, in the manner of the panel's other charts. */
export function TrendTooltip({ headingOf, active, label, payload }: TrendTooltipProps) {
  if (!active || !payload?.length) return null;

  return (
    <div className="chart-tooltip static">
      <p className="tooltip-heading">{headingOf(String(label))}</p>
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
  /** The machine label of a point as people say it. */
  headingOf: (label: string) => string;
}
