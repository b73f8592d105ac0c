import { createTestDatabase } from "@admin-events/db/testing";
import { startShop } from "@admin-events/example";
import { startIngestServer } from "@admin-events/example/testing/listen";
import { createTransport } from "nodemailer";
import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { createServer } from "node:net";
import { pino } from "pino";
import { expect, test, vi } from "vitest";
import { startMailbox } from "../mailbox/start-mailbox.ts";
import { createRandom } from "./random.ts";
import type { ShopUrls } from "./sign-up-in-shop.ts";
import { signUpInShop } from "./sign-up-in-shop.ts";
import { simulateLive } from "./simulate-live.ts";

const options = { key: "sk_test", seed: "test", eventsPerMinute: 30_000 };

test("customers send events through the SDK until the signal aborts", async () => {
  await using ingest = await startIngestServer();
  const end = new AbortController();

  const simulating = simulateLive({
    ...options,
    url: ingest.url,
    userIds: ["ann", "bob"],
    signal: end.signal,
  });
  await vi.waitFor(() => expect(ingest.items.length).toBeGreaterThan(20), { timeout: 5_000 });
  end.abort();
  await simulating;

  const users = new Set(ingest.items.map(({ userId }) => userId));
  expect([...users].every((user) => ["ann", "bob", undefined].includes(user))).toBe(true);
  expect(ingest.items.every(({ metadata }) => metadata !== undefined)).toBe(true);
});

test("newcomers register in the shop, follow the mailed link and order", async () => {
  await using shop = await openShop();
  const random = { ...createRandom("ann"), between: () => 0, chance: () => true };

  const userId = await signUpInShop(shop, random, new AbortController().signal);

  // The shop tracks in its transactions, whose events are stored after the commit.
  await vi.waitFor(async () =>
    expect(await shop.listEvents()).toEqual([
      { name: "user.signed_up", userId },
      { name: "user.confirmed", userId },
      { name: "order.placed", userId },
    ]),
  );
});

test("newcomers find the sign-in link among other mails", async () => {
  await using shop = await openShop();
  const random = { ...createRandom("bob"), between: () => 300, chance: () => true };

  const signingUp = signUpInShop(shop, random, new AbortController().signal);
  const [mail] = await vi.waitFor(async () => {
    const mails = (await (await fetch(`${shop.mailboxUrl}/mails`)).json()) as { to: string }[];
    expect(mails).toHaveLength(1);
    return mails;
  });
  await createTransport({ url: shop.smtpUrl, ignoreTLS: true }).sendMail({
    from: "shop@example.com",
    to: mail!.to,
    subject: "Welcome!",
    text: "Good to have you.",
  });

  expect(await signingUp).not.toBeNull();
});

test("the simulation reports an unreachable shop and continues", async () => {
  await using ingest = await startIngestServer();
  const end = new AbortController();
  const problems: unknown[] = [];

  const simulating = simulateLive({
    ...options,
    url: ingest.url,
    shop: { shopUrl: "http://127.0.0.1:9", mailboxUrl: "http://127.0.0.1:9" },
    signal: end.signal,
    onError: (problem) => problems.push(problem),
  });
  await vi.waitFor(() => expect(problems.length).toBeGreaterThan(1), { timeout: 5_000 });
  end.abort();
  await simulating;

  expect(problems.every((problem) => problem instanceof Error)).toBe(true);
  expect(ingest.items.length).toBeGreaterThan(0);
});

interface OpenShop extends ShopUrls, AsyncDisposable {
  smtpUrl: string;
  /** Without activities, oldest first. */
  listEvents: () => Promise<{ name: string; userId: string }[]>;
}

/** The shop with a database and a mailbox. */
async function openShop(): Promise<OpenShop> {
  await using resources = new AsyncDisposableStack();
  const database = resources.use(await createTestDatabase());
  const mailbox = resources.use(await startMailbox({ port: 0, smtpPort: 0 }));
  const port = await findFreePort();
  const origin = `http://127.0.0.1:${port}`;
  const shop = await startShop(
    {
      isDevelopment: false,
      databaseUrl: database.url,
      schema: undefined,
      dataDir: "",
      host: "127.0.0.1",
      port,
      origin,
      secret: "secret",
      staffEmail: "roaster@cinder.example",
      smtpUrl: mailbox.smtpUrl,
      mailboxUrl: undefined,
      analytics: undefined,
      signingSecret: undefined,
      logLevel: "silent",
    },
    pino({ level: "silent" }),
  );
  resources.use(shop);

  const running = resources.move();
  return {
    shopUrl: origin,
    mailboxUrl: mailbox.url,
    smtpUrl: mailbox.smtpUrl,
    listEvents: () =>
      database.em.execute(`
        select name.name, person.external_id as "userId"
        from admin_events.events as event
        join admin_events.event_names as name on name.id = event.name_id
        join admin_events.users as person on person.id = event.user_id
        where event.resource_type is null
        order by event.occurred_at, event.id`),
    [Symbol.asyncDispose]: () => running.disposeAsync(),
  };
}

async function findFreePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  server.close();

  return port;
}
