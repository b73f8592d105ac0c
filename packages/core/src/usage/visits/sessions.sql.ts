import type { EntityManager } from "@admin-events/db";
import { tables } from "@admin-events/db";
import type { RawBuilder } from "kysely";
import { sql } from "kysely";
import { v7 as uuidv7 } from "uuid";
import { lockKeys } from "../../advisory-lock.ts";
import { getNetwork } from "../get-network.ts";
import { storeUserAgents } from "../store-user-agents.sql.ts";
import { parseUserAgent } from "../user-agent.ts";
import { belongsToSession, getStartRange } from "./session-rules.ts";
import type { Visit } from "./visit.ts";

/** Locks a session until the transaction ends, even before it has a row: two tabs may open it at once. */
export async function lockSession(em: EntityManager, sessionKey: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(${lockKeys(em, `session ${sessionKey}`)})`.execute(em.getKysely());
}

/** The id of the session that a visit belongs to; null if it starts a new one. */
export async function findSession(
  em: EntityManager,
  ownerIds: readonly number[],
  { sessionKey, at }: Visit,
): Promise<string | null> {
  // A name that is used for years has thousands of sessions; within this range there are a few dozen at most.
  const { from, to } = getStartRange(at.getTime());
  const { rows } = await sql<{ id: string; startedAt: number; lastActivityAt: number }>`
    select
      id, extract(epoch from started_at)::float8 * 1000 as "startedAt",
      extract(epoch from last_activity_at)::float8 * 1000 as "lastActivityAt"
    from ${tables.sessions}
    where user_id = any(${ownerIds}::int[]) and session_key = ${sessionKey}
      and started_at between ${toTime(from)} and ${toTime(to)}
    order by started_at desc`.execute(em.getKysely());

  return rows.find((session) => belongsToSession(session, at.getTime()))?.id ?? null;
}

function toTime(milliseconds: number): RawBuilder<string> {
  return sql`${new Date(milliseconds).toISOString()}::timestamptz`;
}

export async function openSession(em: EntityManager, ownerId: number, visit: Visit): Promise<string> {
  const agent = parseUserAgent(visit.userAgent);
  if (agent) await storeUserAgents(em, [agent]);
  const referrer = visit.type === "page" ? visit.referrer : null;

  const { rows } = await sql<{ id: string }>`
    insert into ${tables.sessions} (
      id, started_at, last_activity_at, user_id, session_key, referrer, ip_network, user_agent_id
    )
    select
      ${uuidv7({ msecs: visit.at.getTime() })}::uuid, ${visit.at.toISOString()}::timestamptz,
      ${visit.at.toISOString()}::timestamptz, ${ownerId}::int, ${visit.sessionKey}, ${referrer},
      ${getNetwork(visit.ip)}::cidr,
      (
        select id from ${tables.userAgents}
        where browser = ${agent?.browser ?? null} and os = ${agent?.os ?? null} and device = ${agent?.device ?? null}
      )
    returning id`.execute(em.getKysely());

  return rows[0]!.id;
}

/** Extends a session to an activity. Its owner stays the same, so that unlinking a visitor undoes everything. */
export async function extendSession(em: EntityManager, id: string, at: Date, newPages: 0 | 1): Promise<void> {
  await sql`
    update ${tables.sessions} set
      started_at = least(started_at, ${at.toISOString()}::timestamptz),
      last_activity_at = greatest(last_activity_at, ${at.toISOString()}::timestamptz),
      page_count = page_count + ${newPages}::int
    where id = ${id}::uuid`.execute(em.getKysely());
}
