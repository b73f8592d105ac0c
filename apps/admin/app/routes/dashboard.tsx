import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { CalendarDays, CalendarRange, Filter, Layers } from "lucide-react";
import { BarChart } from "../charts/bar-chart.tsx";
import { FunnelChart } from "../charts/funnel-chart.tsx";
import { StackedBarChart } from "../charts/stacked-bar-chart.tsx";
import { DASHBOARD_NAMES } from "../dashboard/dashboard-names.ts";
import { FirstSteps } from "../dashboard/first-steps.tsx";
import { loadDashboard } from "../dashboard/load-dashboard.server.ts";
import { SignUpStats } from "../dashboard/sign-up-stats.tsx";
import { useLiveRevalidation } from "../dashboard/use-live-revalidation.ts";
import { ConnectionBadge } from "../feed/connection-badge.tsx";
import { formatRate } from "../format/format-rate.ts";
import { adminApi } from "../session/admin-api.server.ts";
import { load } from "../session/load.server.ts";
import { useTimeZone } from "../session/use-time-zone.ts";
import { PageError } from "../shell/errors/page-error.tsx";
import { PageHeader } from "../shell/page-header.tsx";

export const meta: MetaFunction = () => [{ title: "Dashboard · Admin Events" }];

export async function loader(args: LoaderFunctionArgs) {
  const dashboard = await load(loadDashboard(adminApi(args), args.context.timeZone, Date.now()));
  return { ...dashboard, url: new URL(args.request.url).origin + args.context.basePath };
}

const EVERY_EVENT = ["*"];

export default function DashboardPage() {
  const { stats, daily, quarterly, stacked, funnel, history, url } = useLoaderData<typeof loader>();
  const isEmpty = history.start === null;
  const connection = useLiveRevalidation(isEmpty ? EVERY_EVENT : DASHBOARD_NAMES);
  const timeZone = useTimeZone();
  if (isEmpty) {
    return (
      <>
        <PageHeader title="Dashboard" aside={<ConnectionBadge connection={connection} />} />
        <FirstSteps url={url} />
      </>
    );
  }
  return (
    <>
      <PageHeader title="Dashboard" aside={<ConnectionBadge connection={connection} />}>
        Sign-ups, activation and orders · Dates in {timeZone}
      </PageHeader>
      <div className="grid gap-4 xl:grid-cols-12">
        <div className="xl:col-span-12">
          <SignUpStats stats={stats} history={history} />
        </div>
        <div className="grid min-w-0 xl:col-span-7">
          <BarChart
            title="Sign-ups by day"
            subtitle="Last 30 days, including today"
            icon={<CalendarDays size={16} />}
            dataset="Sign-ups"
            interval="day"
            bars={daily.bars}
          />
        </div>
        <div className="grid min-w-0 xl:col-span-5">
          <BarChart
            title="Sign-ups by quarter"
            subtitle="Last 2 years, including this quarter"
            icon={<CalendarRange size={16} />}
            dataset="Sign-ups"
            interval="quarter"
            bars={quarterly.bars}
          />
        </div>
        <div className="grid min-w-0 xl:col-span-7">
          <StackedBarChart
            title="Sign-ups and confirmations"
            subtitle={`Last 30 days, by day · ${formatRate(funnel.steps[1]?.rateFromPrevious ?? null)} confirmed`}
            icon={<Layers size={16} />}
            interval="day"
            stacking="nested"
            {...stacked}
          />
        </div>
        <div className="grid min-w-0 xl:col-span-5">
          <FunnelChart
            title="Sign-up funnel"
            subtitle="Last 30 days · any order"
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
