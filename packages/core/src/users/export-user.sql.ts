import type { EntityManager } from "@admin-events/db";
import { tables } from "@admin-events/db";
import type { RawBuilder } from "kysely";
import { sql } from "kysely";
import { anyOf } from "../any-of.ts";
import { loadEvents } from "../events/index.ts";
import { presentTraits } from "./merge-traits.sql.ts";
import { resolveLinkedUserIds } from "./resolve-linked-user-ids.ts";

/** A record about a person. Safe to send as JSON. */
export interface ExportedRecord {
  type: "person" | "event" | "session" | "page_view" | "request";
  [property: string]: unknown;
}

const PAGE_SIZE = 1_000;
const NIL_ID = "00000000-0000-0000-0000-000000000000";

/**
 * Exports everything about a person and the visitors who became this person: first the people, then events, sessions,
 * page views and requests. Yields nothing for an unknown id.
 */
export async function* exportUser(em: EntityManager, userId: string): AsyncGenerator<ExportedRecord> {
  const db = em.getKysely();
  const userIds = await resolveLinkedUserIds(em, userId);
  const people = await db
    .selectFrom("users")
    .select(["external_id as id", "email", "name"])
    .select([
      presentTraits(sql`traits`).as("traits"),
      presentTraits(sql`unverified_traits`).as("unverifiedTraits"),
    ])
    .select(["confirmed_at as confirmedAt", "created_at as createdAt"])
    .where("id", "=", anyOf(userIds, "int"))
    .orderBy(sql`array_position(${userIds}::int[], id)`)
    .execute();
  for (const person of people) yield { type: "person", ...person };

  for await (const ids of pageIds(em, tables.events, userIds)) {
    for (const event of await loadEvents(em, ids)) yield { type: "event", ...event };
  }
  yield* exportRows(em, "session", tables.sessions, userIds);
  yield* exportRows(em, "page_view", tables.pageViews, userIds);
  yield* exportRequests(em, userIds);
}

async function* exportRows(
  em: EntityManager,
  type: ExportedRecord["type"],
  table: RawBuilder<unknown>,
  userIds: readonly number[],
): AsyncGenerator<ExportedRecord> {
  for await (const ids of pageIds(em, table, userIds)) {
    const { rows } = await sql<{ row: Record<string, unknown> }>`
      select to_jsonb(stored) - 'user_id' - 'user_agent_id' as row
      from ${table} as stored where id = any(${ids}::uuid[]) order by id`.execute(em.getKysely());
    for (const { row } of rows) yield { type, ...row };
  }
}

async function* exportRequests(
  em: EntityManager,
  userIds: readonly number[],
): AsyncGenerator<ExportedRecord> {
  for await (const ids of pageIds(em, tables.requests, userIds)) {
    const { rows } = await sql<{ row: Record<string, unknown> }>`
      select to_jsonb(request) - 'user_id' - 'user_agent_id' - 'route_id'
        || jsonb_build_object('method', route.method, 'route', route.route) as row
      from ${tables.requests} as request join ${tables.requestRoutes} as route on route.id = request.route_id
      where request.id = any(${ids}::uuid[]) order by request.id`.execute(em.getKysely());
    for (const { row } of rows) yield { type: "request", ...row };
  }
}

/** The ids of a person's rows in a table, one page at a time. */
async function* pageIds(
  em: EntityManager,
  table: RawBuilder<unknown>,
  userIds: readonly number[],
): AsyncGenerator<string[]> {
  let after = NIL_ID;

  for (;;) {
    const { rows } = await sql<{ id: string }>`
      select id from ${table}
      where user_id = any(${userIds}::int[]) and id > ${after}::uuid order by id limit ${PAGE_SIZE}`.execute(
      em.getKysely(),
    );
    const last = rows.at(-1);
    if (!last) return;

    yield rows.map(({ id }) => id);
    after = last.id;
  }
}
