import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { BarChart } from "../charts/bar-chart.tsx";
import { formatCount, formatQuantity } from "../format/format-count.ts";
import { EventViews } from "../rejected/event-views.tsx";
import { RejectedInTransactions } from "../rejected/rejected-in-transactions.tsx";
import { RejectedGroup } from "../rejected/rejected-group.tsx";
import { adminApi } from "../session/admin-api.server.ts";
import { load } from "../session/load.server.ts";
import { PageError } from "../shell/errors/page-error.tsx";
import { PageHeader } from "../shell/page-header.tsx";
import { pageTitle } from "../shell/page-title.ts";
import { EmptyState } from "../ui/empty-state.tsx";
import { SegmentedControl } from "../ui/segmented-control.tsx";

export const meta: MetaFunction = () => pageTitle("Rejected events");

const RANGES = [
  { days: 1, title: "24 hours" },
  { days: 7, title: "7 days" },
  { days: 30, title: "30 days" },
];

export async function loader(args: LoaderFunctionArgs) {
  const api = adminApi(args);
  const asked = Number(new URL(args.request.url).searchParams.get("days"));
  const days = RANGES.find((range) => range.days === asked)?.days ?? 1;
  const [rejections, rejectedCount, inTransactions] = await Promise.all([
    load(api.rejections.list({ days })),
    load(api.rejections.count()),
    load(api.rejections.inTransactions()),
  ]);
  return { days, rejections, rejectedCount, inTransactions };
}

export default function RejectedPage() {
  const { days, rejections, rejectedCount, inTransactions } = useLoaderData<typeof loader>();
  const { total, bars, interval, groups } = rejections;
  const range = RANGES.find((each) => each.days === days)?.title ?? "";
  return (
    <>
      <PageHeader
        title="Rejected events"
        aside={
          <div className="flex flex-wrap gap-3">
            <SegmentedControl
              label="Period"
              items={RANGES.map((each) => ({
                title: each.title,
                to: each.days === 1 ? "/events/rejected" : `/events/rejected?days=${each.days}`,
                isSelected: each.days === days,
              }))}
            />
            <EventViews rejectedCount={rejectedCount} />
          </div>
        }
      >
        Events and other items that were invalid and not stored
      </PageHeader>
      <RejectedInTransactions groups={inTransactions} />
      {total === 0 ? (
        <EmptyState title={`Nothing was rejected in the last ${range}`}>
          If an event is missing, check that its sender uses a valid key and this server&apos;s URL.
        </EmptyState>
      ) : (
        <div className="grid grid-cols-1 gap-4">
          <BarChart
            title={`Rejected per ${interval}`}
            subtitle={`${formatQuantity(total, "item")} in the last ${range}`}
            bars={bars}
            interval={interval}
            dataset="Rejected"
          />
          <section aria-label="Reasons" className="card overflow-hidden">
            <ul>
              {groups.map((group) => (
                <RejectedGroup
                  key={[group.key?.id, group.type, group.name, group.path, group.reason].join("|")}
                  group={group}
                />
              ))}
            </ul>
          </section>
          <p className="text-muted text-small">
            {groups.length === 100 && `Only the latest ${formatCount(groups.length)} reasons are shown. `}
            Secrets are redacted and long values are cut. Kept for 30 days.
          </p>
        </div>
      )}
    </>
  );
}

export function ErrorBoundary() {
  return <PageError />;
}
