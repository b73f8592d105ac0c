import { User } from "@admin-events/db";
import { sql } from "kysely";
import { v7 as uuidv7 } from "uuid";
import { expect, test } from "vitest";
import { rowCount } from "../../testing/start-test-events.ts";
import type { TestUsage } from "../testing/open-usage.ts";
import { minutesAfter, noon, openUsage } from "../testing/open-usage.ts";

interface SessionRow {
  owner: string;
  minutes: number;
  pages: number;
}

async function sessions({ db }: TestUsage): Promise<SessionRow[]> {
  const { rows } = await sql<SessionRow>`
    select
      person.external_id as owner, page_count as pages,
      extract(epoch from last_activity_at - started_at)::float8 / 60 as minutes
    from admin_events.sessions join admin_events.users as person on person.id = sessions.user_id
    order by started_at, owner`.execute(db.em.getKysely());

  return rows;
}

test("a page view opens a session; page views and heartbeats extend it", async () => {
  await using usage = await openUsage();

  await usage.view();
  await usage.view({ at: minutesAfter(5) });
  await usage.beat({ at: minutesAfter(6) });

  expect(await sessions(usage)).toEqual([{ owner: "ann", minutes: 6, pages: 2 }]);
});

test("a session ends after more than thirty minutes without activity", async () => {
  await using usage = await openUsage();

  await usage.view();
  await usage.view({ at: minutesAfter(30) });
  await usage.view({ at: minutesAfter(60.1) });

  expect(await sessions(usage)).toEqual([
    { owner: "ann", minutes: 30, pages: 2 },
    { owner: "ann", minutes: 0, pages: 1 },
  ]);
});

test("a session continues over midnight, and ends after 24 hours", async () => {
  await using usage = await openUsage();

  for (let minutes = 0; minutes <= 25 * 60; minutes += 20) await usage.beat({ at: minutesAfter(minutes) });

  expect((await sessions(usage)).map(({ minutes }) => minutes)).toEqual([24 * 60, 40]);
});

test("a user who guesses the name of a session gets a session of their own", async () => {
  await using usage = await openUsage();
  const pageId = uuidv7();
  await usage.view({ id: pageId, durationMs: 1_000 });

  await usage.beat({ ownerId: "eve", at: minutesAfter(20), pageId, activeMs: 900_000 });

  expect(await sessions(usage)).toEqual([
    { owner: "ann", minutes: 0, pages: 1 },
    { owner: "eve", minutes: 0, pages: 0 },
  ]);
  expect(await durations(usage)).toEqual([1_000]);
});

test("a visitor's session continues after sign-in and still belongs to the visitor", async () => {
  await using usage = await openUsage();
  const [visitor, pageId] = ["anonymous:a_1", uuidv7()];
  await usage.view({ ownerId: visitor, id: pageId });

  await usage.beat({ formerOwnerId: visitor, at: minutesAfter(2), pageId, activeMs: 5_000 });
  await usage.view({ formerOwnerId: visitor, at: minutesAfter(3) });

  expect(await sessions(usage)).toEqual([{ owner: visitor, minutes: 3, pages: 2 }]);
  expect(await durations(usage)).toEqual([5_000, null]);
});

test("a page view that is sent again counts once", async () => {
  await using usage = await openUsage();
  const id = uuidv7();

  const results = [await usage.view({ id }), await usage.view({ id, at: minutesAfter(1) })];

  expect(results).toEqual([
    { isDuplicate: false, isErased: false },
    { isDuplicate: true, isErased: false },
  ]);
  expect(await sessions(usage)).toEqual([{ owner: "ann", minutes: 1, pages: 1 }]);
  expect(await rowCount(usage.db, "page_views")).toBe(1);
});

test("a late page view belongs to the session of its time", async () => {
  await using usage = await openUsage();

  await usage.view();
  await usage.view({ at: minutesAfter(-10) });

  expect(await sessions(usage)).toEqual([{ owner: "ann", minutes: 10, pages: 2 }]);
});

test("the duration of a page view is stored and never shrinks", async () => {
  await using usage = await openUsage();
  const pageId = uuidv7();
  await usage.view({ id: pageId });

  await usage.beat({ pageId, activeMs: 60_000 });
  await usage.beat({ pageId, activeMs: 75_500 });
  await usage.beat({ pageId, activeMs: 10 });

  expect(await durations(usage)).toEqual([75_500]);
});

test("two tabs that open a session at the same time share it", async () => {
  await using usage = await openUsage();

  await Promise.all(Array.from({ length: 5 }, () => usage.view()));

  expect(await sessions(usage)).toEqual([{ owner: "ann", minutes: 0, pages: 5 }]);
});

test("stores only network, browser, operating system and device type of the sender", async () => {
  await using usage = await openUsage();
  const userAgent =
    "Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5 Mobile/15E148 Safari/604.1";

  await usage.view({ ip: "203.0.113.77", userAgent, referrer: "https://example.com/" });

  const { rows } = await sql`
    select ip_network::text as network, browser, os, device, referrer
    from admin_events.sessions join admin_events.user_agents as agent on agent.id = user_agent_id`.execute(
    usage.db.em.getKysely(),
  );
  expect(rows).toEqual([
    {
      network: "203.0.113.0/24",
      browser: "Safari 18",
      os: "iOS",
      device: "mobile",
      referrer: "https://example.com/",
    },
  ]);
});

test("deleting a user anonymizes their requests and deletes their page views and sessions", async () => {
  await using usage = await openUsage();
  await usage.requests([{ userId: "ann", occurredAt: noon }]);
  await usage.view();

  await usage.db.em.fork().nativeDelete(User, { externalId: "ann" });

  const { rows } = await sql`select user_id from admin_events.requests`.execute(usage.db.em.getKysely());
  expect(rows).toEqual([{ user_id: null }]);
  expect(await rowCount(usage.db, "page_views")).toBe(0);
  expect(await rowCount(usage.db, "sessions")).toBe(0);
});

test("no foreign key sets a column to null that must not be null", async () => {
  await using usage = await openUsage();

  const { rows } = await sql<{ table: string; column: string }>`
    select constrained.conrelid::regclass::text as table, attribute.attname as column
    from pg_constraint as constrained
    join pg_attribute as attribute
      on attribute.attrelid = constrained.conrelid and attribute.attnum = any(constrained.conkey)
    where constrained.contype = 'f' and constrained.confdeltype = 'n' and attribute.attnotnull`.execute(
    usage.db.em.getKysely(),
  );

  expect(rows).toEqual([]);
});

async function durations({ db }: TestUsage): Promise<(number | null)[]> {
  const { rows } = await sql<{ duration_ms: number | null }>`
    select duration_ms from admin_events.page_views order by occurred_at`.execute(db.em.getKysely());

  return rows.map(({ duration_ms }) => duration_ms);
}
