import { createQueryClient } from "@admin-events/client/query";
import type { APIRequestContext } from "@playwright/test";

/** A signed-in client that runs the panel's queries. */
export interface PanelClient extends AsyncDisposable {
  /** Results of charts, lists and the usage page, for days that have ended. */
  figures: () => Promise<object>;
  /** How many events are stored in total. */
  eventCount: () => Promise<number>;
  /** The current cursor of the live feed. */
  liveCursor: () => Promise<string | undefined>;
  /** Follows the live feed from a cursor. */
  listen: (cursor: string | undefined) => Listening;
}

interface Listening {
  /** How often it was told to reload the history. */
  resyncs: () => number;
  /** The ids of the events received since the last resync. */
  received: () => string[];
}

const DAY_MS = 86_400_000;

/** Signs in with a sign-in link. */
export async function openPanelClient(request: APIRequestContext, signInLink: string): Promise<PanelClient> {
  const { origin, searchParams } = new URL(signInLink);
  const token = searchParams.get("token") ?? "";
  await request.post(`${origin}/api/auth/link`, { form: { token }, headers: { origin }, maxRedirects: 0 });
  const { cookies } = await request.storageState();
  const cookie = cookies.map(({ name, value }) => `${name}=${value}`).join("; ");
  const client = createQueryClient({ url: origin, headers: { cookie } });
  const { api } = client;
  const [from, today, tomorrow] = [toDate(-30), toDate(0), toDate(1)];
  const range = { from, to: today };

  return {
    async figures() {
      const name = "*";
      const names = ["user.signed_up", "order.placed"];

      return {
        orders: (await api.list_latest.query({ name: "order.placed" })).items,
        total: await api.aggregate.query({ name, ...range }),
        days: await api.barChart.query({ name, ...range }),
        funnel: await api.funnel.query({ names, ...range }),
        activeUsers: await api.activeUsers.query(range),
        retention: await api.retention.query({ entryName: "user.signed_up", ...range }),
        topUsers: await api.topUsers.query(range),
        usage: await api.usage.overview.query(range),
      };
    },
    eventCount: async () => (await api.aggregate.query({ name: "*", from, to: tomorrow })).current,
    liveCursor: async () => (await api.list_latest.query()).liveCursor ?? undefined,
    listen(cursor) {
      let [resyncs, received] = [0, [] as string[]];
      client.onEvent(
        { lastEventId: cursor },
        {
          onEvent: ({ id }) => void received.push(id),
          onResync: () => void ([resyncs, received] = [resyncs + 1, []]),
        },
      );

      return { resyncs: () => resyncs, received: () => received };
    },
    [Symbol.asyncDispose]: () => client.close(),
  };
}

/** The UTC date so many days from now, as `YYYY-MM-DD`. */
function toDate(days: number): string {
  return new Date(Date.now() + days * DAY_MS).toISOString().slice(0, 10);
}
