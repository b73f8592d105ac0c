import { expect, test, vi } from "vitest";
import type { Handler } from "./handler.ts";
import { handlersFor } from "./handler.ts";
import { handlerStatus, retryHandler } from "./handler-status.ts";
import { blog, rowCount, startTestEvents } from "../../testing/start-test-events.ts";

const on = handlersFor(blog);

test("handlers run in the order of their registration, with the whole event", async () => {
  const order: string[] = [];
  await using system = await startTestEvents({
    handlers: [
      on(
        "post.published",
        async (event) => {
          await new Promise((resolve) => setTimeout(resolve, 30));
          order.push(`first ${event.metadata.words.toFixed()}`);
        },
        { name: "first" },
      ),
      on("post.*", (event) => void order.push(`second ${event.user?.id}`), { name: "second" }),
      on("user.confirmed", () => void order.push("third"), { name: "third" }),
    ],
  });

  await system.events.track("post.published", { userId: "u_1", metadata: { words: 12 } });

  await vi.waitFor(() => expect(order).toEqual(["first 12", "second u_1"]));
});

test("a handler that throws or hangs neither loses the event nor stops the next", async () => {
  const reached: string[] = [];
  await using system = await startTestEvents({
    handlers: [
      on(
        "*",
        () => {
          throw new Error("broken");
        },
        { name: "throws" },
      ),
      on("*", () => new Promise(() => undefined), { name: "hangs", timeout: 50 }),
      on("*", () => void reached.push("next"), { name: "next" }),
    ],
  });

  const tracked = await system.events.track("user.confirmed");

  await vi.waitFor(() => expect(reached).toEqual(["next"]));
  expect(tracked?.duplicate).toBe(false);
  expect(system.logger.lines.map(({ details }) => details)).toMatchObject([
    { handler: "throws", error: { message: "broken" } },
    { handler: "hangs", error: { message: 'The handler "hangs" took longer than 50 ms.' } },
  ]);
});

test("a duplicate is not handled again", async () => {
  const handled: string[] = [];
  await using system = await startTestEvents({
    handlers: [on("*", (event) => void handled.push(event.id), { name: "remember" })],
  });
  const tracked = await system.events.track("user.confirmed");

  await system.events.track("user.confirmed", { id: tracked?.id });
  const last = await system.events.track("user.confirmed");

  await vi.waitFor(() => expect(handled).toContain(last?.id));
  expect(handled).toEqual([tracked?.id, last?.id]);
});

test("a durable handler runs from the outbox, whichever process stored the event", async () => {
  const handled: string[] = [];
  const durable = on("user.*", (event) => void handled.push(event.name), { name: "durable", durable: true });
  await using worker = await startTestEvents({ handlers: [durable] });
  await using other = await startTestEvents({ db: worker.db });

  await other.events.track("user.confirmed");
  await other.db.em.fork().transactional((em) => other.events.track(em, "user.signed_up"));
  await other.events.track("post.liked");

  await vi.waitFor(async () => {
    expect(handled.toSorted()).toEqual(["user.confirmed", "user.signed_up"]);
    expect(await rowCount(worker.db, "handler_jobs")).toBe(0);
  });
  expect(await handlerStatus(worker.db.em)).toMatchObject([{ name: "durable", pending: 0, succeeded: 2 }]);
});

test("a durable handler that fails is tried again, and its lag and error are visible", async () => {
  let attempts = 0;
  const failingOnce = on(
    "*",
    () => {
      if (++attempts === 1) throw new Error("mail server away");
    },
    { name: "mail", durable: true },
  );
  await using system = await startTestEvents({ handlers: [failingOnce] });

  await system.events.track("user.confirmed");
  await vi.waitFor(async () => {
    expect(await handlerStatus(system.db.em)).toMatchObject([
      { name: "mail", pattern: "*", pending: 1, failing: 1, lastError: "mail server away" },
    ]);
  });
  expect(await retryHandler(system.db.em, "mail")).toBe(1);

  await vi.waitFor(async () => expect(await rowCount(system.db, "handler_jobs")).toBe(0), { timeout: 5_000 });
  expect(attempts).toBe(2);
});

test("a job whose worker crashed in the middle is done by the next one", async () => {
  const handled: string[] = [];
  const handler = (handle: Handler["handle"]) => ({
    ...on("*", () => undefined, { name: "mail", durable: true, timeout: 1_500 }),
    handle,
  });
  await using crashed = await startTestEvents({ handlers: [handler(() => new Promise(() => undefined))] });
  await crashed.events.track("user.confirmed");
  await vi.waitFor(async () => expect(await claimedJobs()).toBe(1));

  // The lease of the one that will never answer runs out.
  await crashed.db.em.getConnection().execute("update admin_events.handler_jobs set run_at = now()");
  await using next = await startTestEvents({
    db: crashed.db,
    handlers: [handler((event) => void handled.push(event.name))],
  });

  await vi.waitFor(() => expect(handled).toEqual(["user.confirmed"]));
  expect(next.logger.lines).toEqual([]);

  async function claimedJobs() {
    return rowCount(crashed.db, "handler_jobs where attempts = 1");
  }
});

test("after the twelfth failure a job waits for a person", async () => {
  const failing = on(
    "*",
    () => {
      throw new Error("no");
    },
    { name: "mail", durable: true },
  );
  await using system = await startTestEvents({ handlers: [failing] });
  await system.events.track("user.confirmed");
  await vi.waitFor(async () => expect(await handlerStatus(system.db.em)).toMatchObject([{ failing: 1 }]));

  await system.db.em
    .getConnection()
    .execute("update admin_events.handler_jobs set attempts = 11, run_at = now()");

  await vi.waitFor(
    async () => expect(await handlerStatus(system.db.em)).toMatchObject([{ givenUp: 1, pending: 0 }]),
    { timeout: 5_000 },
  );
});

test("two handlers cannot share a name", async () => {
  const twin = () => on("*", () => undefined, { name: "twin" });

  await expect(startTestEvents({ handlers: [twin(), twin()] })).rejects.toThrow(
    'Two handlers are named "twin"',
  );
});
