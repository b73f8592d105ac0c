import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { CalendarDays, CalendarRange, Filter, Layers } from "lucide-react";
import { useMemo } from "react";
import { BarChart } from "../charts/bar-chart.tsx";
import { FunnelChart } from "../charts/funnel-chart.tsx";
import { StackedBarChart } from "../charts/stacked-bar-chart.tsx";
import { EventStats } from "../dashboard/event-stats.tsx";
import { FirstSteps } from "../dashboard/first-steps.tsx";
import { loadDashboard } from "../dashboard/load-dashboard.server.ts";
import { useLiveRevalidation } from "../dashboard/use-live-revalidation.ts";
import { ConnectionBadge } from "../feed/connection-badge.tsx";
import { formatRate } from "../format/format-rate.ts";
import { listTitles, toInnerTitle } from "../format/list-titles.ts";
import { adminApi } from "../session/admin-api.server.ts";
import { load } from "../session/load.server.ts";
import { useTimeZone } from "../session/use-time-zone.ts";
import { PageError } from "../shell/errors/page-error.tsx";
import { PageHeader } from "../shell/page-header.tsx";
import { pageTitle } from "../shell/page-title.ts";

export const meta: MetaFunction = () => pageTitle("Dashboard");

export async function loader(args: LoaderFunctionArgs) {
  const dashboard = await load(loadDashboard(adminApi(args), args.context.timeZone, Date.now()));
  return { ...dashboard, url: new URL(args.request.url).origin + args.context.basePath };
}

export default function DashboardPage() {
  const { first, steps, names, titles, isDeclared, history, url } = useLoaderData<typeof loader>();
  const isEmpty = history.start === null || first === null;
  const watched = isEmpty ? "*" : names.join(" ");
  // A stable list, however often the data is loaded again.
  const connection = useLiveRevalidation(useMemo(() => watched.split(" "), [watched]));
  const timeZone = useTimeZone();
  if (isEmpty) {
    return (
      <>
        <PageHeader title="Dashboard" aside={<ConnectionBadge connection={connection} />} />
        <FirstSteps url={url} />
      </>
    );
  }
  const [title = "", second = ""] = titles;
  const continuing = formatRate(steps?.funnel.steps[1]?.rateFromPrevious ?? null);
  const half = steps ? "grid min-w-0 xl:col-span-7" : "grid min-w-0 xl:col-span-6";
  const otherHalf = steps ? "grid min-w-0 xl:col-span-5" : "grid min-w-0 xl:col-span-6";
  return (
    <>
      <PageHeader title="Dashboard" aside={<ConnectionBadge connection={connection} />}>
        {listTitles(titles)} · Dates in {timeZone}
      </PageHeader>
      <div className="grid gap-4 xl:grid-cols-12">
        <div className="xl:col-span-12">
          <EventStats title={title} stats={first.stats} history={history} />
        </div>
        <div className={half}>
          <BarChart
            title={`${title} by day`}
            subtitle="Last 30 days, including today"
            icon={<CalendarDays size={16} />}
            dataset={title}
            interval="day"
            bars={first.daily.bars}
          />
        </div>
        <div className={otherHalf}>
          <BarChart
            title={`${title} by quarter`}
            subtitle="Last 2 years, including this quarter"
            icon={<CalendarRange size={16} />}
            dataset={title}
            interval="quarter"
            bars={first.quarterly.bars}
          />
        </div>
        {steps && (
          <>
            <div className={half}>
              <StackedBarChart
                title={listTitles([title, second])}
                subtitle={
                  isDeclared ? `Last 30 days, by day · ${continuing} continue` : "Last 30 days, by day"
                }
                icon={<Layers size={16} />}
                interval="day"
                stacking={isDeclared ? "nested" : "sum"}
                {...steps.stacked}
              />
            </div>
            <div className={otherHalf}>
              <FunnelChart
                title={`Funnel from ${toInnerTitle(title)} to ${toInnerTitle(titles.at(-1) ?? second)}`}
                subtitle="Last 30 days · any order"
                icon={<Filter size={16} />}
                steps={steps.funnel.steps}
              />
            </div>
          </>
        )}
      </div>
    </>
  );
}

export function ErrorBoundary() {
  return <PageError />;
}
