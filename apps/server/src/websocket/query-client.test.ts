import { uuidv7 } from "@admin-events/client/node";
import type { EventListener, QueryClient } from "@admin-events/client/query";
import { createQueryClient, NotAllowedError, NotSignedInError } from "@admin-events/client/query";
import { afterEach, expect, test, vi } from "vitest";
import { startRelay } from "../testing/start-relay.ts";
import type { TestServer } from "../testing/start-test-server.ts";
import { startTestServer } from "../testing/start-test-server.ts";

afterEach(() => void vi.useRealTimers());

test("a client with an admin's cookie can query and receives live events", async () => {
  await using server = await startTestServer();
  const client = createQueryClient({ url: server.url, headers: { Cookie: await server.signIn() } });
  const id = uuidv7();

  const feed = recordFeed(client);
  await vi.waitFor(() => expect(feed.states).toEqual(["connecting", "live"]));
  await server.track({ id, name: "user.signed_up" });
  await vi.waitFor(() => expect(feed.seen).toEqual([id]));
  const { items } = await client.api.list_latest.query();

  expect(items).toMatchObject([{ id }]);
  await client.close();
});

test("a listener gets every event exactly once when another server takes over", async () => {
  await using first = await startTestServer();
  await using relay = await startRelay();
  relay.forwardTo(first.url);
  const cookie = await first.signIn();
  const client = createQueryClient({ url: relay.url, headers: { cookie } });
  const ids = Array.from({ length: 4 }, uuidv7);
  const store = (server: TestServer, id: string | undefined) =>
    server.track({ id, name: "newsletter.subscribed", metadata: { source: "footer" } });

  const feed = recordFeed(client);
  await vi.waitFor(() => expect(feed.states.at(-1)).toBe("live"));
  await store(first, ids[0]);
  await vi.waitFor(() => expect(feed.seen).toHaveLength(1));
  relay.forwardTo(null);
  await store(first, ids[1]);
  await vi.waitFor(() => expect(feed.states.at(-1)).toBe("reconnecting"));
  await using second = await startTestServer({ databaseUrl: first.db.url });
  await store(second, ids[2]);
  relay.forwardTo(second.url);
  await vi.waitFor(() => expect(feed.states.at(-1)).toBe("live"), { timeout: 15_000 });
  await store(second, ids[3]);

  await vi.waitFor(() => expect(feed.seen).toHaveLength(4), { timeout: 15_000 });
  expect(feed.seen).toEqual(ids);
  await client.close();
});

test("a key cannot subscribe, and an unknown key is unauthorized", async () => {
  await using server = await startTestServer();
  const clients = [await server.key(), `sk_${"a".repeat(32)}`].map((key) =>
    createQueryClient({ url: server.url, headers: () => ({ authorization: `Bearer ${key}` }) }),
  );

  const feeds = clients.map(recordFeed);

  await vi.waitFor(() => expect(feeds.map(({ states }) => states.at(-1))).toEqual(["rejected", "rejected"]));
  expect(feeds[0]?.errors.at(-1)).toBeInstanceOf(NotAllowedError);
  expect(feeds[1]?.errors.at(-1)).toBeInstanceOf(NotSignedInError);
  await Promise.all(clients.map((client) => client.close()));
});

test("a listener whose session ends gets an error and does not reconnect", async () => {
  vi.useFakeTimers({ toFake: ["Date"] });
  await using server = await startTestServer();
  const client = createQueryClient({ url: server.url, headers: { cookie: await server.signIn() } });
  const feed = recordFeed(client);
  await vi.waitFor(() => expect(feed.states.at(-1)).toBe("live"));

  await server.db.em.execute("delete from admin_events.panel_sessions");
  vi.advanceTimersByTime(61_000);
  await server.track({ name: "user.signed_up" });

  await vi.waitFor(() => expect(feed.states).toEqual(["connecting", "live", "rejected"]));
  expect(feed.errors.at(-1)).toBeInstanceOf(NotSignedInError);
  await client.close();
});

/** Records everything a listener receives. */
function recordFeed(client: QueryClient) {
  const recorded = { seen: [] as string[], states: [] as string[], errors: [] as (Error | null)[] };
  const listener: EventListener = {
    onEvent: ({ id }) => void recorded.seen.push(id),
    onState(state, error) {
      recorded.states.push(state);
      recorded.errors.push(error);
    },
  };
  client.onEvent({}, listener);

  return recorded;
}
