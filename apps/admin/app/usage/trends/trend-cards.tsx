import type { UsageTrends } from "@admin-events/client/query";
import { Activity, Gauge } from "lucide-react";
import { lazy, Suspense } from "react";
import type { ComponentType } from "react";
import { ChartCard } from "../../charts/chart-card.tsx";
import { formatLabel } from "../../charts/format-label.ts";
import { FiguresTable } from "../../charts/plot/figures-table.tsx";

// Loaded lazily: the chart library is large, and only this page uses it.
const ActiveUsersChart = lazy(() =>
  import("./trend-charts.tsx").then(({ ActiveUsersChart }) => ({ default: ActiveUsersChart })),
);
const TrafficChart = lazy(() =>
  import("./trend-charts.tsx").then(({ TrafficChart }) => ({ default: TrafficChart })),
);

/** Active people, and requests with their latency, over the range. */
export function TrendCards({ trends }: { trends: UsageTrends | undefined }) {
  const { points = [], granularity = "day" } = trends ?? {};
  const labels = points.map(({ label }) => formatLabel(label, granularity));
  const incomplete = points.map((point) => point.incomplete);

  return (
    <div className="grid gap-4 xl:grid-cols-2">
      <ChartCard
        title="Active people"
        icon={<Activity size={16} />}
        subtitle={`By ${granularity}. Each person counts once per ${granularity}.`}
      >
        <TrendPlot trends={trends} chart={ActiveUsersChart} />
        {trends && (
          <FiguresTable
            caption="Active people"
            labels={labels}
            incomplete={incomplete}
            datasets={[{ title: "Active people", counts: points.map(({ activeUsers }) => activeUsers) }]}
          />
        )}
      </ChartCard>
      <ChartCard
        title="Requests and latency"
        icon={<Gauge size={16} />}
        subtitle="Requests (left axis), mean and p95 latency (right axis)"
      >
        <TrendPlot trends={trends} chart={TrafficChart} />
        {trends && (
          <FiguresTable
            caption="Requests and latency in milliseconds"
            labels={labels}
            incomplete={incomplete}
            datasets={[
              { title: "Requests", counts: points.map(({ requests }) => requests) },
              { title: "Mean latency", counts: points.map(({ averageMs }) => averageMs ?? 0) },
              { title: "p95 latency", counts: points.map(({ p95Ms }) => p95Ms ?? 0) },
              { title: "p99 latency", counts: points.map(({ p99Ms }) => p99Ms ?? 0) },
            ]}
          />
        )}
      </ChartCard>
    </div>
  );
}

/** Hidden from screen readers, which read the table instead. */
function TrendPlot({ trends, chart: Chart }: TrendPlotProps) {
  const skeleton = <span className="skeleton h-full w-full" />;
  return (
    <div className="h-55 min-w-0" aria-hidden="true">
      {trends ? (
        <Suspense fallback={skeleton}>
          <Chart {...trends} />
        </Suspense>
      ) : (
        skeleton
      )}
    </div>
  );
}

interface TrendPlotProps {
  trends: UsageTrends | undefined;
  chart: ComponentType<UsageTrends>;
}
