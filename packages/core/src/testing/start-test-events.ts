import { defineEvents } from "@admin-events/catalog";
import type { MikroORM } from "@admin-events/db";
import type { TestDatabase } from "@admin-events/db/testing";
import { createTestDatabase } from "@admin-events/db/testing";
import { sql } from "kysely";
import { z } from "zod";
import type { Activity } from "../activity/index.ts";
import { createActivity } from "../activity/index.ts";
import type { QueryContext } from "../analytics/index.ts";
import type { EventsRuntime, Handler, SentEvent } from "../events/index.ts";
import { startEvents } from "../events/index.ts";
import type { Logger } from "../logger.ts";

/** The catalog of the tests: a small blog. */
export const blog = defineEvents({
  "user.signed_up": {
    title: "Signed up",
    icon: "👋",
    metadata: z.object({ plan: z.string().default("free") }),
    aliases: ["user.joined"],
  },
  "user.confirmed": { title: "Confirmed", icon: "✅" },
  "post.published": { title: "Published", icon: "📝", metadata: z.object({ words: z.number() }) },
  "post.liked": { title: "Liked", icon: "❤️", deprecated: "Send post.reacted." },
});

/** A logger that remembers what it was told. */
interface TestLogger extends Logger {
  lines: { level: "info" | "warn" | "error"; details: object; sentence: string }[];
}

function testLogger(): TestLogger {
  const lines: TestLogger["lines"] = [];
  const note = (level: TestLogger["lines"][number]["level"]) => (details: object, sentence: string) =>
    void lines.push({ level, details, sentence });

  return { lines, info: note("info"), warn: note("warn"), error: note("error") };
}

export interface TestEvents extends EventsRuntime<typeof blog> {
  db: TestDatabase;
  logger: TestLogger;
  activity: Activity;
  /** Where metrics are input. */
  context: QueryContext;
  /** Stores events and fails the test when one is refused. */
  store(events: SentEvent[]): Promise<string[]>;
}

interface TestOptions {
  handlers?: Handler[];
  unknownEvents?: "store" | "reject";
  /** Share another's database, as a second process would. */
  db?: TestDatabase;
  /** Entities of the application itself; their tables are the test's to create. */
  entities?: readonly (new () => object)[];
}

/** The event system on a database of its own. */
export async function startTestEvents({
  handlers,
  unknownEvents,
  db: shared,
  entities,
}: TestOptions = {}): Promise<TestEvents> {
  const db = shared ?? (await createTestDatabase({ entities }));
  const logger = testLogger();
  const runtime = await startEvents({
    orm: db.orm,
    url: db.url,
    catalog: blog,
    logger,
    handlers,
    unknownEvents,
  });

  return {
    ...runtime,
    db,
    logger,
    activity: createActivity({ runtime, logger }),
    context: { em: db.em, catalog: blog, timeZone: "UTC", now: new Date() },
    async store(events) {
      const results = await runtime.ingest(events);
      return results.map((result) => {
        if (result.status !== "stored") throw new Error(`Not stored: ${JSON.stringify(result)}`);
        return result.id;
      });
    },
    async [Symbol.asyncDispose]() {
      await runtime[Symbol.asyncDispose]();
      if (!shared) await db[Symbol.asyncDispose]();
    },
  };
}

/** How many rows a table has: one of the product, unless the name states a schema. */
export async function rowCount({ orm }: { orm: MikroORM }, table: string): Promise<number> {
  const [row] = await orm.em
    .fork()
    .getConnection()
    .execute<{ count: string }[]>(`select count(*) from ${table.includes(".") ? table : `admin_events.${table}`}`);

  return Number(row?.count);
}

/** How a sender names somebody whose id is `u_1`, or `anonymous:a` for a visitor. */
export function sentBy(person: string | null): Pick<SentEvent, "userId" | "anonymousId"> {
  return person?.startsWith("anonymous:")
    ? { anonymousId: person.slice("anonymous:".length) }
    : { userId: person };
}

/** Makes a visitor a user, both by their ids; or nobody again. Does nothing when either is unknown. */
export async function linkVisitor(
  { orm }: { orm: MikroORM },
  { visitor, user }: { visitor: string; user: string | null },
): Promise<void> {
  await sql`
    insert into admin_events.identities (anonymous_id, user_id)
    select visitor.id, person.id
    from admin_events.users as visitor
    left join admin_events.users as person on person.external_id = ${user}
    where visitor.external_id = ${visitor} and (person.id is not null or ${user}::text is null)
    on conflict (anonymous_id) do update set user_id = excluded.user_id`.execute(orm.em.fork().getKysely());
}
