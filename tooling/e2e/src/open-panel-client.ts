import { createQueryClient } from "@admin-events/client/query";
import type { APIRequestContext } from "@playwright/test";

/** Somebody who is signed in and asks, as the panel does. */
export interface Reader extends AsyncDisposable {
  /** What charts, lists and the usage page say, about days that have ended. */
  figures: () => Promise<object>;
  /** How many events are stored, of any time. */
  eventCount: () => Promise<number>;
  /** Where the live feed is now. */
  place: () => Promise<string | undefined>;
  /** Listens from that place on. */
  listen: (place: string | undefined) => Listening;
}

interface Listening {
  /** How often it was told to load the history anew. */
  resyncs: () => number;
  /** The ids of the events that it was told of since then. */
  told: () => string[];
}

const dayMs = 86_400_000;

/** Follows a sign-in link. */
export async function openReader(request: APIRequestContext, signInLink: string): Promise<Reader> {
  const { origin, searchParams } = new URL(signInLink);
  const token = searchParams.get("token") ?? "";
  await request.post(`${origin}/api/auth/link`, { form: { token }, headers: { origin }, maxRedirects: 0 });
  const { cookies } = await request.storageState();
  const cookie = cookies.map(({ name, value }) => `${name}=${value}`).join("; ");
  const client = createQueryClient({ url: origin, headers: { cookie } });
  const { api } = client;
  const [from, today, tomorrow] = [dayFromNow(-30), dayFromNow(0), dayFromNow(1)];
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
    place: async () => (await api.list_latest.query()).liveCursor ?? undefined,
    listen(place) {
      let [resyncs, told] = [0, [] as string[]];
      client.onEvent(
        { lastEventId: place },
        {
          onEvent: ({ id }) => void told.push(id),
          onResync: () => void ([resyncs, told] = [resyncs + 1, []]),
        },
      );

      return { resyncs: () => resyncs, told: () => told };
    },
    [Symbol.asyncDispose]: () => client.close(),
  };
}

/** A day of UTC as `YYYY-MM-DD`. */
function dayFromNow(days: number): string {
  return new Date(Date.now() + days * dayMs).toISOString().slice(0, 10);
}
