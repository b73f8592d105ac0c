import type { UsageTrends } from "@admin-events/client/query";
import {
  Area,
  AreaChart,
  CartesianGrid,
  Line,
  LineChart,
  ResponsiveContainer,
  Tooltip,
  XAxis,
  YAxis,
} from "recharts";
import { formatLabel, shortLabel } from "../../charts/format-label.ts";
import { seriesColor } from "../../charts/series-colors.ts";
import { formatCompactCount } from "../../format/format-count.ts";
import { TrendTooltip } from "./trend-tooltip.tsx";

const HEIGHT = 220;
const LEGEND_HEIGHT = 28;
const AXIS = {
  stroke: "var(--border-strong)",
  tick: { fill: "var(--foreground-muted)", fontSize: 11 },
  tickLine: false,
};
const MARGIN = { top: 8, right: 4, bottom: 0, left: 0 };

export function ActiveUsersChart({ points, granularity }: UsageTrends) {
  return (
    <ResponsiveContainer width="100%" height={HEIGHT}>
      <AreaChart data={points} margin={MARGIN} accessibilityLayer={false}>
        <CartesianGrid stroke="var(--border)" vertical={false} />
        <XAxis dataKey="label" tickFormatter={shortLabel} minTickGap={24} {...AXIS} />
        <YAxis
          width={44}
          allowDecimals={false}
          tickFormatter={formatCompactCount}
          {...AXIS}
          axisLine={false}
        />
        <Tooltip
          isAnimationActive={false}
          cursor={{ stroke: "var(--border-strong)" }}
          content={<TrendTooltip formatHeading={(label) => formatLabel(label, granularity)} />}
        />
        <Area
          dataKey="activeUsers"
          name="Active people"
          stroke={seriesColor(0)}
          strokeWidth={2}
          fill={seriesColor(0)}
          fillOpacity={0.16}
          isAnimationActive={false}
        />
      </AreaChart>
    </ResponsiveContainer>
  );
}

const LINES = [
  { key: "requests", title: "Requests", axis: "count", color: seriesColor(0) },
  { key: "averageMs", title: "Mean latency", axis: "time", color: seriesColor(1) },
  { key: "p95Ms", title: "p95 latency", axis: "time", color: seriesColor(2) },
] as const;

/** Requests on the left axis, latency on the right one. */
export function TrafficChart({ points, granularity }: UsageTrends) {
  return (
    <>
      <ResponsiveContainer width="100%" height={HEIGHT - LEGEND_HEIGHT}>
        <LineChart data={points} margin={MARGIN} accessibilityLayer={false}>
          <CartesianGrid stroke="var(--border)" vertical={false} />
          <XAxis dataKey="label" tickFormatter={shortLabel} minTickGap={24} {...AXIS} />
          <YAxis
            yAxisId="count"
            width={44}
            allowDecimals={false}
            tickFormatter={formatCompactCount}
            {...AXIS}
            axisLine={false}
          />
          <YAxis yAxisId="time" orientation="right" width={52} unit=" ms" {...AXIS} axisLine={false} />
          <Tooltip
            isAnimationActive={false}
            cursor={{ stroke: "var(--border-strong)" }}
            content={<TrendTooltip formatHeading={(label) => formatLabel(label, granularity)} />}
          />
          {LINES.map(({ key, title, axis, color }) => (
            <Line
              key={key}
              dataKey={key}
              name={title}
              yAxisId={axis}
              stroke={color}
              strokeWidth={2}
              dot={points.length === 1}
              unit={axis === "time" ? "ms" : undefined}
              isAnimationActive={false}
            />
          ))}
        </LineChart>
      </ResponsiveContainer>
      <ul className="text-small text-muted flex flex-wrap justify-center gap-x-4 pt-2">
        {LINES.map(({ key, title, color }) => (
          <li key={key} className="flex items-center gap-1.5">
            <span className="swatch" style={{ "--bar": color }} />
            {title}
          </li>
        ))}
      </ul>
    </>
  );
}
