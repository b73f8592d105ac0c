import type { UsageTrends } from "@admin-events/client/query";
import { Activity, Gauge, Timer } from "lucide-react";
import { BarChart } from "../../charts/bar-chart.tsx";
import { ChartCard } from "../../charts/chart-card.tsx";
import { StackedBarChart } from "../../charts/stacked-bar-chart.tsx";
import { formatMilliseconds } from "../../format/format-duration.ts";

/** Active people, requests and their response times over the range; skeletons while they load. */
export function TrendCards({ trends }: { trends: UsageTrends | undefined }) {
  const unit = trends?.granularity ?? "day";
  const people = {
    title: "Active people",
    icon: <Activity size={16} />,
    subtitle: `By ${unit}. Each person counts once per ${unit}.`,
  };
  const requests = { title: "Requests", icon: <Gauge size={16} />, subtitle: `By ${unit}` };
  const latency = {
    title: "Response time",
    icon: <Timer size={16} />,
    subtitle: `Mean and p95 in milliseconds, by ${unit}`,
  };
  return (
    <div className="grid gap-4 xl:grid-cols-2">
      {trends ? (
        <>
          <BarChart {...people} dataset="people" interval={unit} bars={toBars(trends, "activeUsers")} />
          <BarChart {...requests} dataset="requests" interval={unit} bars={toBars(trends, "requests")} />
          <div className="grid xl:col-span-2">
            <StackedBarChart
              {...latency}
              interval={unit}
              stacking="nested"
              format={formatLatency}
              {...toLatency(trends)}
            />
          </div>
        </>
      ) : (
        [people, requests].map((header) => (
          <ChartCard key={header.title} {...header}>
            <span className="skeleton h-48 w-full" />
          </ChartCard>
        ))
      )}
    </div>
  );
}

function toBars({ points }: UsageTrends, key: "activeUsers" | "requests") {
  return points.map((point) => ({ label: point.label, count: point[key], incomplete: point.incomplete }));
}

function toLatency({ points }: UsageTrends) {
  return {
    labels: points.map(({ label }) => label),
    incomplete: points.map(({ incomplete }) => incomplete),
    datasets: [
      { name: "mean", title: "Mean", counts: points.map(({ averageMs }) => averageMs ?? 0) },
      { name: "p95", title: "p95", counts: points.map(({ p95Ms }) => p95Ms ?? 0) },
    ],
  };
}

/** No request takes 0 ms, so 0 is a bucket without requests. */
function formatLatency(milliseconds: number): string {
  return formatMilliseconds(milliseconds === 0 ? null : milliseconds);
}
