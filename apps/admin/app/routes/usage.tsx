import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import type { ShouldRevalidateFunction } from "@remix-run/react";
import { useLoaderData, useSearchParams } from "@remix-run/react";
import { getPreviousDays } from "../charts/compared-days.ts";
import { dateIn } from "../format/format-time.ts";
import { adminApi } from "../session/admin-api.server.ts";
import { toHistoryDates } from "../session/history.ts";
import { load } from "../session/load.server.ts";
import { useTimeZone } from "../session/use-time-zone.ts";
import { PageError } from "../shell/errors/page-error.tsx";
import { PageHeader } from "../shell/page-header.tsx";
import { pageTitle } from "../shell/page-title.ts";
import { RangePicker } from "../ui/range/range-picker.tsx";
import { FeatureCard } from "../usage/features/feature-card.tsx";
import { OverviewCards } from "../usage/overview-cards.tsx";
import { QueryPart } from "../usage/query-part.tsx";
import { TrendCards } from "../usage/trends/trend-cards.tsx";
import { usageFromUrl, usageUrl } from "../usage/usage-in-url.ts";
import { useUsageDays, useUsageEndpoints, useUsageOverview, useUsageTrends } from "../usage/use-usage.ts";
import { UserSection } from "../usage/users/user-section.tsx";

export const meta: MetaFunction = () => pageTitle("Usage");

export async function loader(args: LoaderFunctionArgs) {
  const { eventsFrom, usageFrom } = await load(adminApi(args).history());
  const { timeZone } = args.context;
  const now = Date.now();
  return {
    today: dateIn(timeZone, now),
    history: {
      events: toHistoryDates(timeZone, eventsFrom, now),
      usage: toHistoryDates(timeZone, usageFrom, now),
    },
  };
}

/** The page loads its data itself and caches it. */
export const shouldRevalidate: ShouldRevalidateFunction = ({
  currentUrl,
  nextUrl,
  defaultShouldRevalidate,
}) => currentUrl.search === nextUrl.search && defaultShouldRevalidate;

const PRESETS = ["today", "7d", "30d", "90d"] as const;

export default function UsagePage() {
  const { today, history } = useLoaderData<typeof loader>();
  const view = usageFromUrl(useSearchParams()[0]);
  const days = useUsageDays(view, today);
  const overview = useUsageOverview(days);
  const trends = useUsageTrends(days);
  const endpoints = useUsageEndpoints(days);
  return (
    <>
      <PageHeader
        title="Usage"
        aside={
          <RangePicker
            range={view.range}
            presets={PRESETS}
            today={today}
            toUrl={(range) => usageUrl({ ...view, range, page: 1 })}
          />
        }
      >
        Requests, latency and errors · Dates in {useTimeZone()}
      </PageHeader>
      <div className="grid grid-cols-1 gap-4">
        <QueryPart title="Overview" query={overview}>
          <OverviewCards
            overview={overview.data}
            previous={getPreviousDays(days)}
            history={history}
            hasToday={days.from <= today && today < days.to}
          />
        </QueryPart>
        <QueryPart title="Trends" query={trends}>
          <TrendCards trends={trends.data} />
        </QueryPart>
        <QueryPart title="Features" query={endpoints}>
          <FeatureCard usage={endpoints.data} view={view} />
        </QueryPart>
        <UserSection view={view} days={days} />
      </div>
    </>
  );
}

export function ErrorBoundary() {
  return <PageError />;
}
