import type { EntityManager } from "@admin-events/db";
import { tables } from "@admin-events/db";
import { sql } from "kysely";
import type { IdCaches } from "../../events/index.ts";
import { getNetwork } from "../get-network.ts";
import { retryAfterUserDeletion } from "../retry-after-user-deletion.ts";
import { storeUserAgents } from "../store-user-agents.sql.ts";
import { parseUserAgent } from "../user-agent.ts";
import type { RecordedRequest } from "./recorded-request.ts";

/** In one statement. @returns the ids that are new; stored requests stay as they are. */
export async function recordRequests(
  em: EntityManager,
  { people }: Pick<IdCaches, "people">,
  requests: readonly RecordedRequest[],
): Promise<Set<string>> {
  if (requests.length === 0) return new Set();

  return retryAfterUserDeletion(people, () => writeRequests(em, people, requests));
}

async function writeRequests(
  em: EntityManager,
  people: IdCaches["people"],
  requests: readonly RecordedRequest[],
): Promise<Set<string>> {
  const userIds = await people.resolveIds(
    em,
    requests.flatMap(({ userId, occurredAt }) => (userId === null ? [] : { id: userId, at: occurredAt })),
  );
  const rows = requests.map(({ ip, userAgent, userId, durationMs, ...request }) => ({
    ...request,
    // Rounded to nanoseconds: a `real` column rejects the smallest positive numbers of JavaScript.
    durationMs: Math.round(durationMs * 1e6) / 1e6,
    userId: userId === null ? null : userIds.get(userId, request.occurredAt),
    network: getNetwork(ip),
    ...parseUserAgent(userAgent),
  }));
  await storeUserAgents(em, rows);
  await storeRoutes(em, rows);

  const { rows: inserted } = await sql<{ id: string }>`
    insert into ${tables.requests} (
      id, occurred_at, route_id, user_id, user_agent_id, duration_ms, status, error_code, ip_network
    )
    select
      row.id, "occurredAt", route.id, "userId", agent.id, "durationMs", status, "errorCode", network
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as row(
      id uuid, "occurredAt" timestamptz, method text, route text, "userId" integer, "durationMs" real,
      status smallint, "errorCode" text, network cidr, browser text, os text, device text
    )
    join ${tables.requestRoutes} as route using (method, route)
    left join ${tables.userAgents} as agent using (browser, os, device)
    on conflict (id) do nothing
    returning id`.execute(em.getKysely());

  return new Set(inserted.map(({ id }) => id));
}

/** Stores routes that are new. Sorted, so that concurrent writers wait for each other instead of deadlocking. */
async function storeRoutes(
  em: EntityManager,
  rows: readonly Pick<RecordedRequest, "method" | "route">[],
): Promise<void> {
  const routes = rows.map(({ method, route }) => ({ method, route }));

  await sql`
    insert into ${tables.requestRoutes} (method, route)
    select distinct method, route
    from jsonb_to_recordset(${JSON.stringify(routes)}::jsonb) as row(method text, route text)
    where not exists (
      select from ${tables.requestRoutes} as stored where stored.method = row.method and stored.route = row.route
    )
    order by method, route
    on conflict (method, route) do nothing`.execute(em.getKysely());
}
