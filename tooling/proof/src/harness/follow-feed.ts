import { createQueryClient } from "@admin-events/client/query";
import { setTimeout as sleep } from "node:timers/promises";

export interface Follower extends AsyncDisposable {
  /** How often it was told to load the history anew. */
  resyncs: () => number;
  /** How often the connection was lost and came back. */
  reconnections: () => number;
}

const patience = 10_000;

/**
 * Listens to the live feed with the product's own client, which reconnects by itself, and loads the history anew when it
 * is told to, as the panel does. Resolves when it is live.
 */
export async function followFeed(
  { url, cookie }: { url: string; cookie: string },
  onEvent: (id: string) => void,
): Promise<Follower> {
  const client = createQueryClient({ url, headers: { cookie } });
  const live = Promise.withResolvers<void>();
  const timer = setTimeout(() => live.reject(new Error("The live feed did not open.")), patience);
  const told = new Set<string>();
  const begunAt = Date.now() - 60_000;
  let [resyncs, reconnections, isOver] = [0, 0, false];
  let loading: Promise<void> = Promise.resolve();

  function tell(id: string): void {
    told.add(id);
    onEvent(id);
  }

  /** Page by page back to where the listening began: what is missing may lie behind much that is known. */
  async function loadHistory(): Promise<void> {
    let cursor: string | undefined;
    do {
      const page = await untilAnswered(() => client.api.list_latest.query({ limit: 200, cursor }));
      for (const { id } of page.items) if (!told.has(id)) tell(id);
      const last = page.items.at(-1);
      cursor = last && Date.parse(last.receivedAt) > begunAt ? (page.nextCursor ?? undefined) : undefined;
    } while (cursor && !isOver);
  }

  /** The server may just be starting again. */
  async function untilAnswered<Answer>(ask: () => Promise<Answer>): Promise<Answer> {
    for (;;) {
      try {
        return await ask();
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
        // Between the history and the feed an event may come both ways; it is shown once.
        if (resyncs === 0 || !told.has(id)) tell(id);
      },
      onResync() {
        resyncs++;
        // One after the other: the later one finds what the earlier one could not see yet.
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
