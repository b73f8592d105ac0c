import { createQueryClient } from "@admin-events/client/query";

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
  let [resyncs, reconnections] = [0, 0];

  function tell(id: string): void {
    told.add(id);
    onEvent(id);
  }

  /** Page by page back to what is known. */
  async function loadHistory(): Promise<void> {
    let cursor: string | undefined;
    do {
      const page = await client.api.list_latest.query({ limit: 200, cursor });
      const missed = page.items.filter(({ id }) => !told.has(id));
      for (const { id } of missed) tell(id);
      cursor = missed.length > 0 ? (page.nextCursor ?? undefined) : undefined;
    } while (cursor);
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
        loadHistory().catch(live.reject);
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
    [Symbol.asyncDispose]: () => client.close(),
  };
}
