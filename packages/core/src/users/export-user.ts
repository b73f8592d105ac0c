import type { EntityManager } from "@admin-events/db";
import type { RawBuilder } from "kysely";
import { sql } from "kysely";
import { loadEvents } from "../events/index.ts";
import { resolveLinkedUserIds } from "./resolve-linked-user-ids.ts";
import { tables } from "@admin-events/db";

/** One thing that is stored about a person; `type` says what. Safe to send as JSON. */
export interface ExportedRecord {
  type: "person" | "event" | "session" | "page_view" | "request";
  [property: string]: unknown;
}

const pageSize = 1_000;
const tableOf = { session: tables.sessions, page_view: tables.pageViews } as const;

/**
 * Everything that is stored about the person with the application's id and about the visitors who are this person:
 * first who they are, then events, sessions, page views and requests. Yields nothing for an unknown id.
 */
export async function* exportUser(em: EntityManager, userId: string): AsyncGenerator<ExportedRecord> {
  const numbers = await resolveLinkedUserIds(em, userId);
  const { rows: people } = await sql<Record<string, unknown>>`
    select external_id as id, email, name, traits, confirmed_at as "confirmedAt", created_at as "createdAt"
    from ${tables.users} where id = any(${numbers}) order by array_position(${numbers}, id)`.execute(
    em.getKysely(),
  );
  for (const person of people) yield { type: "person", ...person };

  for await (const ids of idsIn(em, tables.events, numbers)) {
    for (const event of await loadEvents(em, ids)) yield { type: "event", ...event };
  }
  for (const type of ["session", "page_view"] as const) {
    for await (const ids of idsIn(em, tableOf[type], numbers)) {
      const { rows } = await sql<{ row: Record<string, unknown> }>`
        select to_jsonb(one) - 'user_id' - 'user_agent_id' as row
        from ${tableOf[type]} as one where id = any(${ids}::uuid[]) order by id`.execute(em.getKysely());
      for (const { row } of rows) yield { type, ...row };
    }
  }
  for await (const ids of idsIn(em, tables.requests, numbers)) {
    const { rows } = await sql<{ row: Record<string, unknown> }>`
      select to_jsonb(request) - 'user_id' - 'user_agent_id' - 'route_id'
        || jsonb_build_object('method', route.method, 'route', route.route) as row
      from ${tables.requests} as request join ${tables.requestRoutes} as route on route.id = request.route_id
      where request.id = any(${ids}::uuid[]) order by request.id`.execute(em.getKysely());
    for (const { row } of rows) yield { type: "request", ...row };
  }
}

/** The ids of somebody's rows in a table, a page at a time. */
async function* idsIn(
  em: EntityManager,
  table: RawBuilder<unknown>,
  numbers: readonly number[],
): AsyncGenerator<string[]> {
  let after = "00000000-0000-0000-0000-000000000000";

  for (;;) {
    const { rows } = await sql<{ id: string }>`
      select id from ${table}
      where user_id = any(${numbers}) and id > ${after}::uuid order by id limit ${pageSize}`.execute(
      em.getKysely(),
    );
    const last = rows.at(-1);
    if (!last) return;

    yield rows.map(({ id }) => id);
    after = last.id;
  }
}
