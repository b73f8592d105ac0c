import { defineEvents } from "@admin-events/catalog";
import type { EntityManager, MikroORM } from "@admin-events/db";
import type { TestDatabase } from "@admin-events/db/testing";
import { createTestDatabase } from "@admin-events/db/testing";
import { sql } from "kysely";
import { z } from "zod";
import type { Activity } from "../activity/index.ts";
import { createActivity } from "../activity/index.ts";
import { startJobQueue } from "../background/index.ts";
import type { QueryContext } from "../analytics/index.ts";
import type { EventsRuntime, Handler, SentEvent } from "../events/index.ts";
import { startEvents } from "../events/index.ts";
import type { Logger } from "../logger.ts";

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

interface TestLogger extends Logger {
  lines: { level: "info" | "warn" | "error"; details: object; message: string }[];
}

function createTestLogger(): TestLogger {
  const lines: TestLogger["lines"] = [];
  const log = (level: TestLogger["lines"][number]["level"]) => (details: object, message: string) =>
    void lines.push({ level, details, message });

  return { lines, info: log("info"), warn: log("warn"), error: log("error") };
}

export interface TestEvents extends EventsRuntime<typeof blog> {
  db: TestDatabase;
  logger: TestLogger;
  activity: Activity;
  context: QueryContext;
  fork: () => EntityManager;
  stop(): Promise<void>;
  /** Stores events and returns their ids. Throws if one is not stored. */
  store(events: SentEvent[]): Promise<string[]>;
}

interface TestOptions {
  handlers?: Handler[];
  unknownEvents?: "store" | "reject";
  maxPublicNamesPerDay?: number;
  /** A database to share, as a second process would. Default: a new one. */
  db?: TestDatabase;
  /** Entities of the application. The test creates their tables. */
  entities?: readonly (new () => object)[];
}

export async function startTestEvents({
  handlers,
  unknownEvents,
  maxPublicNamesPerDay,
  db: shared,
  entities,
}: TestOptions = {}): Promise<TestEvents> {
  const db = shared ?? (await createTestDatabase({ entities }));
  const logger = createTestLogger();
  const hasDurable = handlers?.some(({ durable }) => durable) ?? false;
  const jobs = hasDurable ? await startJobQueue({ url: db.url, logger }) : undefined;
  const runtime = await startEvents({
    orm: db.orm,
    url: db.url,
    catalog: blog,
    logger,
    handlers,
    jobs,
    unknownEvents,
    maxPublicNamesPerDay,
  });

  async function stop(): Promise<void> {
    await runtime[Symbol.asyncDispose]();
    await jobs?.[Symbol.asyncDispose]();
  }

  return {
    ...runtime,
    db,
    stop,
    logger,
    activity: createActivity({ runtime, logger }),
    fork: () => db.orm.em.fork(),
    context: { em: db.em, catalog: blog, timeZone: "UTC", now: new Date() },
    async store(events) {
      const results = await runtime.ingest(events);
      return results.map((result) => {
        if (result.status !== "stored") throw new Error(`Not stored: ${JSON.stringify(result)}`);
        return result.id;
      });
    },
    async [Symbol.asyncDispose]() {
      await stop();
      if (!shared) await db[Symbol.asyncDispose]();
    },
  };
}

/** Counts the rows of a table of the product, unless the name contains a schema. */
export async function rowCount({ orm }: { orm: MikroORM }, table: string): Promise<number> {
  const [row] = await orm.em
    .fork()
    .getConnection()
    .execute<{ count: string }[]>(
      `select count(*) from ${table.includes(".") ? table : `admin_events.${table}`}`,
    );

  return Number(row?.count);
}

/** The fields that name a person: `u_1` as a user, `anonymous:a` as a visitor. */
export function sentBy(person: string | null): Pick<SentEvent, "userId" | "anonymousId"> {
  return person?.startsWith("anonymous:")
    ? { anonymousId: person.slice("anonymous:".length) }
    : { userId: person };
}

/** Links a visitor to a user, or unlinks it. Does nothing if either is unknown. */
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
