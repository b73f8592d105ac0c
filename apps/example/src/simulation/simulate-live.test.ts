import { expect, test, vi } from "vitest";
import { openShop } from "../testing/open-shop.ts";
import { createRandom } from "./random.ts";
import { becomeCustomer } from "./become-customer.ts";
import { simulateLive } from "./simulate-live.ts";

test("customers act through the SDK until they are told to stop", async () => {
  await using shop = await openShop();
  const end = new AbortController();

  const simulating = simulateLive({
    url: shop.ingestUrl,
    key: "sk_test",
    seed: "test",
    eventsPerMinute: 30_000,
    userIds: ["ann", "bob"],
    signal: end.signal,
  });
  await vi.waitFor(async () => expect((await shop.sent()).length).toBeGreaterThan(20), { timeout: 5_000 });
  end.abort();
  await simulating;

  const users = new Set((await shop.sent()).map(({ userId }) => userId));
  expect([...users].every((user) => ["ann", "bob", undefined].includes(user))).toBe(true);
  expect((await shop.sent()).every(({ metadata }) => metadata !== undefined)).toBe(true);
});

test("newcomers register in the shop itself, confirm by the mailed link and may order", async () => {
  await using shop = await openShop();
  const never = new AbortController().signal;

  const userId = await becomeCustomer(
    shop.url,
    { ...createRandom("ann"), between: () => 0, chance: () => true },
    never,
  );

  expect((await shop.stored()).map(({ name }) => name)).toEqual(["user.signed_up", "user.confirmed"]);
  expect(await shop.sent()).toMatchObject([{ name: "order.placed", userId }]);
});

test("newcomers find the sign-in link among other mails", async () => {
  await using shop = await openShop();
  const never = new AbortController().signal;

  const becoming = becomeCustomer(
    shop.url,
    { ...createRandom("bob"), between: () => 300, chance: () => true },
    never,
  );
  const { to } = await vi.waitFor(async () => (await shop.mailbox.list())[0] ?? expect.fail("No mail yet."));
  await shop.mailbox.add(Buffer.from(`To: ${to}\r\nSubject: Welcome!\r\n\r\nGood to have you.\r\n`));

  expect(await becoming).not.toBeNull();
});

test("a shop that is away is told and does not end the simulation", async () => {
  await using shop = await openShop();
  const end = new AbortController();
  const problems: unknown[] = [];

  const simulating = simulateLive({
    url: shop.ingestUrl,
    key: "sk_test",
    seed: "test",
    eventsPerMinute: 30_000,
    shopUrl: "http://127.0.0.1:9",
    signal: end.signal,
    onError: (problem) => problems.push(problem),
  });
  await vi.waitFor(() => expect(problems.length).toBeGreaterThan(1), { timeout: 5_000 });
  end.abort();
  await simulating;

  expect(problems.every((problem) => problem instanceof Error)).toBe(true);
  expect((await shop.sent()).length).toBeGreaterThan(0);
});
