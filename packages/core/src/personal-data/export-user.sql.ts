import type { EntityManager } from "@admin-events/db";
import { tables } from "@admin-events/db";
import type { RawBuilder } from "kysely";
import { sql } from "kysely";
import { anyOf } from "../any-of.ts";
import { loadEvents } from "../events/index.ts";
import { exportAboutPerson } from "./export-about-person.ts";
import { findPerson } from "./person/find-person.sql.ts";

/**
 * A record about a person. Safe to send as JSON.
 *
 * - `person`: the person, then every visitor who became this person.
 * - `event`, `session`, `page_view`, `request`: what they did, with browser, system and device where they are known.
 * - `group`: a group that their events name.
 * - `activity_about`: an activity of somebody else that has them as its resource or target. Without the one who acted.
 * - `mention`: a text elsewhere that contains their id or email address, with its table, row and column.
 * - `panel_account`, `panel_session`: an account of the panel with their email address.
 */
export interface ExportedRecord {
  type:
    | "person"
    | "event"
    | "session"
    | "page_view"
    | "request"
    | "group"
    | "activity_about"
    | "mention"
    | "panel_account"
    | "panel_session";
  [property: string]: unknown;
}

const PAGE_SIZE = 1_000;
const NIL_ID = "00000000-0000-0000-0000-000000000000";

/** Everything that an erasure would reach. Yields nothing for an id that nothing is about. */
export async function* exportUser(em: EntityManager, userId: string): AsyncGenerator<ExportedRecord> {
  const person = await findPerson(em, userId);
  if (!person) return;

  const { internalIds } = person;
  yield* exportPeople(em, internalIds);
  for await (const ids of pageIds(em, tables.events, internalIds)) {
    for (const event of await loadEvents(em, ids)) yield { type: "event", ...event };
  }
  yield* exportRows(em, "session", tables.sessions, internalIds);
  yield* exportRows(em, "page_view", tables.pageViews, internalIds);
  yield* exportRows(em, "request", tables.requests, internalIds);
  yield* exportAboutPerson(em, person);
}

async function* exportPeople(
  em: EntityManager,
  internalIds: readonly number[],
): AsyncGenerator<ExportedRecord> {
  const people = await em
    .getKysely()
    .selectFrom("users")
    .leftJoin("identities", "identities.anonymous_id", "users.id")
    .select([
      "external_id as id",
      "email",
      "name",
      "traits",
      "users.is_verified as isVerified",
      "unverified_traits as unverifiedTraits",
    ])
    .select([
      "confirmed_at as confirmedAt",
      "created_at as createdAt",
      "traits_updated_at as traitsUpdatedAt",
    ])
    .select("linked_at as linkedAt")
    .where("users.id", "=", anyOf(internalIds, "int"))
    .orderBy(sql`array_position(${internalIds}::int[], users.id)`)
    .execute();

  for (const { linkedAt, ...person } of people) {
    yield { type: "person", ...person, ...(linkedAt !== null && { linkedAt }) };
  }
}

type RowType = "session" | "page_view" | "request";

/** Joins of `stored`, and what replaces its internal ids. */
const details: Record<RowType, { joins: RawBuilder<unknown>; values: RawBuilder<unknown> }> = {
  session: {
    joins: sql`left join ${tables.userAgents} as agent on agent.id = stored.user_agent_id`,
    values: sql`jsonb_build_object('browser', agent.browser, 'os', agent.os, 'device', agent.device)`,
  },
  page_view: { joins: sql``, values: sql`'{}'::jsonb` },
  request: {
    joins: sql`
      join ${tables.requestRoutes} as route on route.id = stored.route_id
      left join ${tables.userAgents} as agent on agent.id = stored.user_agent_id`,
    values: sql`jsonb_build_object(
      'method', route.method, 'route', route.route, 'browser', agent.browser, 'os', agent.os, 'device', agent.device
    )`,
  },
};

async function* exportRows(
  em: EntityManager,
  type: RowType,
  table: RawBuilder<unknown>,
  userIds: readonly number[],
): AsyncGenerator<ExportedRecord> {
  const { joins, values } = details[type];
  for await (const ids of pageIds(em, table, userIds)) {
    const { rows } = await sql<{ row: Record<string, unknown> }>`
      select to_jsonb(stored) - 'user_id' - 'user_agent_id' - 'route_id' || ${values} as row
      from ${table} as stored ${joins}
      where stored.id = any(${ids}::uuid[]) order by stored.id`.execute(em.getKysely());
    for (const { row } of rows) yield { type, ...row };
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
