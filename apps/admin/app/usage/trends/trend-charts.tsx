import type { UsageTrends } from "@admin-events/client/query";
import {
  Area,
  AreaChart,
  CartesianGrid,
  Line,
  LineChart,
  ReferenceArea,
  ResponsiveContainer,
  Tooltip,
  XAxis,
  YAxis,
} from "recharts";
import { formatLabel, INCOMPLETE_NOTE, shortLabel } from "../../charts/format-label.ts";
import { seriesColor } from "../../charts/series-colors.ts";
import { formatCompactCount } from "../../format/format-count.ts";
import { findIncompleteAreas } from "./find-incomplete-areas.ts";
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
        {renderIncompleteAreas(points, "people")}
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
          content={<TrendTooltip formatHeading={(label) => formatHeading(label, { points, granularity })} />}
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

function formatHeading(label: string, { points, granularity }: UsageTrends): string {
  const isIncomplete = points.some((point) => point.label === label && point.incomplete);

  return formatLabel(label, granularity) + (isIncomplete ? INCOMPLETE_NOTE : "");
}

/** Hatches the plot between an incomplete point and its neighbor. */
function renderIncompleteAreas(points: UsageTrends["points"], id: string, yAxisId?: string) {
  const areas = findIncompleteAreas(points);

  return [
    <defs key="hatch">
      <pattern
        id={`hatch-${id}`}
        width="6"
        height="6"
        patternUnits="userSpaceOnUse"
        patternTransform="rotate(45)"
      >
        <line x1="0" y1="0" x2="0" y2="6" stroke="var(--border-strong)" strokeWidth="2" />
      </pattern>
    </defs>,
    ...areas.map(({ from, to }) => (
      <ReferenceArea
        key={from}
        x1={from}
        x2={to}
        yAxisId={yAxisId}
        fill={`url(#hatch-${id})`}
        fillOpacity={0.5}
      />
    )),
  ];
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
          {renderIncompleteAreas(points, "requests", "count")}
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
            content={
              <TrendTooltip formatHeading={(label) => formatHeading(label, { points, granularity })} />
            }
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
