import type { AppRouter } from "@admin-events/api";
import { createTRPCClient, httpBatchLink } from "@trpc/client";
import type { ServerProcess } from "@admin-events/load";
import { sampleNames } from "@admin-events/load";

const day = 24 * 3_600_000;

/** Loads what the panel's dashboard shows, as it does: eight questions at once, here in one request over HTTP. */
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

/** So many days, today included. */
function lastDays(count: number) {
  const to = (Math.floor(Date.now() / day) + 1) * day;

  return { from: dateOf(to - count * day), to: dateOf(to) };
}

function dateOf(time: number): string {
  return new Date(time).toISOString().slice(0, 10);
}
