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
import type { UsageTrends } from "../../api/outputs.ts";
import { formatLabel, shortLabel } from "../../charts/format-label.ts";
import { seriesColor } from "../../charts/series-colors.ts";
import { formatCompactCount } from "../../format/format-count.ts";
import { TrendTooltip } from "./trend-tooltip.tsx";

const height = 220;
const axis = {
  stroke: "var(--line-strong)",
  tick: { fill: "var(--ink-soft)", fontSize: 11 },
  tickLine: false,
};
const margin = { top: 8, right: 4, bottom: 0, left: 0 };

/** Active users as an area. */
export function ActiveUsersChart({ points, granularity }: UsageTrends) {
  return (
    <ResponsiveContainer width="100%" height={height}>
      <AreaChart data={points} margin={margin} accessibilityLayer={false}>
        <CartesianGrid stroke="var(--line)" vertical={false} />
        <XAxis dataKey="label" tickFormatter={shortLabel} minTickGap={24} {...axis} />
        <YAxis
          width={44}
          allowDecimals={false}
          tickFormatter={formatCompactCount}
          {...axis}
          axisLine={false}
        />
        <Tooltip
          isAnimationActive={false}
          cursor={{ stroke: "var(--line-strong)" }}
          content={<TrendTooltip headingOf={(label) => formatLabel(label, granularity)} />}
        />
        <Area
          dataKey="activeUsers"
          name="Active users"
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

const lines = [
  { key: "requests", title: "Requests", axis: "count", color: seriesColor(0) },
  { key: "averageMs", title: "Mean", axis: "time", color: seriesColor(1) },
  { key: "p95Ms", title: "95th percentile", axis: "time", color: seriesColor(2) },
] as const;

/** Requests on the left axis, response times on the right one. */
export function TrafficChart({ points, granularity }: UsageTrends) {
  return (
    <>
      <ResponsiveContainer width="100%" height={height - 28}>
        <LineChart data={points} margin={margin} accessibilityLayer={false}>
          <CartesianGrid stroke="var(--line)" vertical={false} />
          <XAxis dataKey="label" tickFormatter={shortLabel} minTickGap={24} {...axis} />
          <YAxis
            yAxisId="count"
            width={44}
            allowDecimals={false}
            tickFormatter={formatCompactCount}
            {...axis}
            axisLine={false}
          />
          <YAxis yAxisId="time" orientation="right" width={52} unit=" ms" {...axis} axisLine={false} />
          <Tooltip
            isAnimationActive={false}
            cursor={{ stroke: "var(--line-strong)" }}
            content={<TrendTooltip headingOf={(label) => formatLabel(label, granularity)} />}
          />
          {lines.map(({ key, title, axis, color }) => (
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
      <ul className="usage-key">
        {lines.map(({ key, title, color }) => (
          <li key={key}>
            <span className="swatch" style={{ "--bar": color }} />
            {title}
          </li>
        ))}
      </ul>
    </>
  );
}
