import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { CalendarDays, CalendarRange, Filter, Layers } from "lucide-react";
import { BarChart } from "../charts/bar-chart.tsx";
import { FunnelChart } from "../charts/funnel-chart.tsx";
import { StackedBarChart } from "../charts/stacked-bar-chart.tsx";
import { dashboardNames } from "../dashboard/dashboard-names.ts";
import { loadDashboard } from "../dashboard/load-dashboard.server.ts";
import { RegistrationStats } from "../dashboard/registration-stats.tsx";
import { useLiveRevalidation } from "../dashboard/use-live-revalidation.ts";
import { ConnectionBadge } from "../feed/connection-badge.tsx";
import { adminApi } from "../session/admin-api.server.ts";
import { answered } from "../session/answered.server.ts";
import { useTimeZone } from "../session/use-time-zone.ts";
import { PageError } from "../shell/errors/page-error.tsx";
import { PageHead } from "../shell/page-head.tsx";

export const meta: MetaFunction = () => [{ title: "Dashboard · Admin Events" }];

export function loader(args: LoaderFunctionArgs) {
  return answered(loadDashboard(adminApi(args), args.context.timeZone, Date.now()));
}

export default function DashboardPage() {
  const { stats, daily, quarterly, stacked, funnel } = useLoaderData<typeof loader>();
  const connection = useLiveRevalidation(dashboardNames);
  return (
    <>
      <PageHead title="Dashboard" aside={<ConnectionBadge connection={connection} isPaused={false} />}>
        Registrations and what follows them. Days begin in {useTimeZone()}.
      </PageHead>
      <div className="grid gap-4 xl:grid-cols-12">
        <div className="xl:col-span-12">
          <RegistrationStats stats={stats} />
        </div>
        <div className="grid min-w-0 xl:col-span-7">
          <BarChart
            title="Registrations by day"
            subtitle="Last 30 days, today included"
            icon={<CalendarDays size={16} />}
            dataset="Registrations"
            interval="day"
            bars={daily.bars}
          />
        </div>
        <div className="grid min-w-0 xl:col-span-5">
          <BarChart
            title="Registrations by quarter"
            subtitle="Last two years, this quarter included"
            icon={<CalendarRange size={16} />}
            dataset="Registrations"
            interval="quarter"
            bars={quarterly.bars}
          />
        </div>
        <div className="grid min-w-0 xl:col-span-7">
          <StackedBarChart
            title="Sign-ups and confirmations"
            subtitle="By day, last 30 days"
            icon={<Layers size={16} />}
            interval="day"
            {...stacked}
          />
        </div>
        <div className="grid min-w-0 xl:col-span-5">
          <FunnelChart
            title="Registration funnel"
            subtitle="People in the last 30 days, steps in any order"
            icon={<Filter size={16} />}
            steps={funnel.steps}
          />
        </div>
      </div>
    </>
  );
}

export function ErrorBoundary() {
  return <PageError />;
}
