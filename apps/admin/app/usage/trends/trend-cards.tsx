import { Activity, Gauge } from "lucide-react";
import { lazy, Suspense } from "react";
import type { UsageTrends } from "../../api/outputs.ts";
import { ChartCard } from "../../charts/chart-card.tsx";
import { formatLabel } from "../../charts/format-label.ts";
import { FiguresTable } from "../../charts/plot/figures-table.tsx";

/** The chart library is large, and only this page wants it. */
const ActiveUsersChart = lazy(() =>
  import("./trend-charts.tsx").then(({ ActiveUsersChart }) => ({ default: ActiveUsersChart })),
);
const TrafficChart = lazy(() =>
  import("./trend-charts.tsx").then(({ TrafficChart }) => ({ default: TrafficChart })),
);

/** Active users, and requests with their response times, over the range. */
export function TrendCards({ trends }: { trends: UsageTrends | undefined }) {
  const { points = [], granularity = "day" } = trends ?? {};
  const labels = points.map(({ label }) => formatLabel(label, granularity));
  const incomplete = points.map((point) => point.incomplete);

  return (
    <div className="grid gap-4 xl:grid-cols-2">
      <ChartCard
        title="Active users"
        icon={<Activity size={16} />}
        subtitle={`By ${granularity}; each counts once in a ${granularity}`}
      >
        <div className="usage-plot" aria-hidden="true">
          {trends ? (
            <Suspense fallback={<Waiting />}>
              <ActiveUsersChart {...trends} />
            </Suspense>
          ) : (
            <Waiting />
          )}
        </div>
        {trends && (
          <FiguresTable
            caption="Active users"
            labels={labels}
            incomplete={incomplete}
            datasets={[{ title: "Active users", counts: points.map(({ activeUsers }) => activeUsers) }]}
          />
        )}
      </ChartCard>
      <ChartCard
        title="Requests and response time"
        icon={<Gauge size={16} />}
        subtitle="Requests on the left, milliseconds on the right: the mean, and what 95 of 100 stay under"
      >
        <div className="usage-plot" aria-hidden="true">
          {trends ? (
            <Suspense fallback={<Waiting />}>
              <TrafficChart {...trends} />
            </Suspense>
          ) : (
            <Waiting />
          )}
        </div>
        {trends && (
          <FiguresTable
            caption="Requests and response time in milliseconds"
            labels={labels}
            incomplete={incomplete}
            datasets={[
              { title: "Requests", counts: points.map(({ requests }) => requests) },
              { title: "Mean", counts: points.map(({ averageMs }) => averageMs ?? 0) },
              { title: "95th percentile", counts: points.map(({ p95Ms }) => p95Ms ?? 0) },
              { title: "99th percentile", counts: points.map(({ p99Ms }) => p99Ms ?? 0) },
            ]}
          />
        )}
      </ChartCard>
    </div>
  );
}

function Waiting() {
  return <span className="usage-skeleton h-full w-full" />;
}
