import type { AppRouter } from "@admin-events/api";
import { createTRPCClient, httpBatchLink } from "@trpc/client";
import type { ServerProcess } from "@admin-events/load";
import { sampleNames } from "@admin-events/load";

const DAY_MS = 24 * 3_600_000;

/** Loads the eight queries of the panel's dashboard at once, in one HTTP request. */
export function openDashboard({ url, cookie }: ServerProcess): () => Promise<void> {
  const api = createTRPCClient<AppRouter>({
    links: [httpBatchLink({ url: `${url}/trpc`, headers: { cookie } })],
  });
  const [name = "", second = ""] = sampleNames;

  return async () => {
    await Promise.all([
      api.aggregate.query({ name, ...lastDays(30) }),
      api.aggregate.query({ name, ...lastDays(90) }),
      api.aggregate.query({ name, ...lastDays(182) }),
      api.aggregate.query({ name, ...lastDays(365) }),
      api.barChart.query({ name, interval: "day", ...lastDays(30) }),
      api.barChart.query({ name, interval: "quarter", ...lastDays(730) }),
      api.stackedBarChart.query({ names: [name, second], interval: "day", ...lastDays(30) }),
      api.funnel.query({ names: sampleNames.slice(0, 3), order: "any", ...lastDays(30) }),
    ]);
  };
}

/** The last `count` days, including today. */
function lastDays(count: number) {
  const to = (Math.floor(Date.now() / DAY_MS) + 1) * DAY_MS;

  return { from: toDate(to - count * DAY_MS), to: toDate(to) };
}

function toDate(time: number): string {
  return new Date(time).toISOString().slice(0, 10);
}
