import { createQueryClient } from "@admin-events/client/query";
import { setTimeout as sleep } from "node:timers/promises";

export interface Follower extends AsyncDisposable {
  /** How often the server told it to reload the history. */
  resyncs: () => number;
  /** How often the connection was lost and reopened. */
  reconnections: () => number;
}

const CONNECT_TIMEOUT_MS = 10_000;

/**
 * Follows the live feed with the product's client, which reconnects by itself, and reloads the history on `resync`, as
 * the panel does. Resolves when it is live.
 */
export async function followFeed(
  { url, cookie }: { url: string; cookie: string },
  onEvent: (id: string) => void,
): Promise<Follower> {
  const client = createQueryClient({ url, headers: { cookie } });
  const live = Promise.withResolvers<void>();
  const timer = setTimeout(() => live.reject(new Error("The live feed did not open.")), CONNECT_TIMEOUT_MS);
  const shown = new Set<string>();
  const historyStart = Date.now() - 60_000;
  let [resyncs, reconnections, isOver] = [0, 0, false];
  let loading: Promise<void> = Promise.resolve();

  function show(id: string): void {
    shown.add(id);
    onEvent(id);
  }

  /** Loads every page back to the start: a missing event may be older than many known ones. */
  async function loadHistory(): Promise<void> {
    let cursor: string | undefined;
    do {
      const page = await retry(() => client.api.list_latest.query({ limit: 200, cursor }));
      for (const { id } of page.items) if (!shown.has(id)) show(id);
      const last = page.items.at(-1);
      cursor =
        last && Date.parse(last.receivedAt) > historyStart ? (page.nextCursor ?? undefined) : undefined;
    } while (cursor && !isOver);
  }

  /** The server may be starting. */
  async function retry<Result>(request: () => Promise<Result>): Promise<Result> {
    for (;;) {
      try {
        return await request();
      } catch (error) {
        if (isOver) throw error;
        await sleep(200);
      }
    }
  }

  client.onEvent(
    {},
    {
      onEvent: ({ id }) => {
        // After a resync, an event may arrive from the history and from the feed. It is shown once.
        if (resyncs === 0 || !shown.has(id)) show(id);
      },
      onResync() {
        resyncs++;
        // One after the other: the later one finds events that the earlier one could not see yet.
        loading = loading.then(loadHistory).catch(() => undefined);
      },
      onState(state, error) {
        if (state === "live") live.resolve();
        if (state === "reconnecting") reconnections++;
        if (error) live.reject(error);
      },
    },
  );
  await live.promise.finally(() => clearTimeout(timer));

  return {
    resyncs: () => resyncs,
    reconnections: () => reconnections,
    async [Symbol.asyncDispose]() {
      isOver = true;
      await client.close();
    },
  };
}
