import type { EntityManager } from "@admin-events/db";
import { sql } from "kysely";
import { v7 as uuidv7 } from "uuid";
import { getNetwork } from "../get-network.ts";
import { numberUserAgents } from "../resolve-user-agent-ids.ts";
import { readUserAgent } from "../user-agent.ts";
import { belongsTo } from "./session-rules.ts";
import type { Visit } from "./visit.ts";
import { tables } from "@admin-events/db";

/** The id of the session that what happened now belongs to; null when it begins a new one. */
export async function findSession(
  em: EntityManager,
  owners: readonly number[],
  { sessionKey, at }: Visit,
): Promise<string | null> {
  const { rows } = await sql<{ id: string; startedAt: number; lastActivityAt: number }>`
    select
      id, extract(epoch from started_at)::float8 * 1000 as "startedAt",
      extract(epoch from last_activity_at)::float8 * 1000 as "lastActivityAt"
    from ${tables.sessions}
    where user_id = any(${owners}::int[]) and session_key = ${sessionKey}
    order by started_at desc`.execute(em.getKysely());

  return rows.find((session) => belongsTo(session, at.getTime()))?.id ?? null;
}

/** @returns the id of the new session. */
export async function openSession(em: EntityManager, owner: number, visit: Visit): Promise<string> {
  const agent = readUserAgent(visit.userAgent);
  if (agent) await numberUserAgents(em, [agent]);
  const referrer = visit.type === "page" ? visit.referrer : null;

  const { rows } = await sql<{ id: string }>`
    insert into ${tables.sessions} (
      id, started_at, last_activity_at, user_id, session_key, referrer, ip_network, user_agent_id
    )
    select
      ${uuidv7({ msecs: visit.at.getTime() })}::uuid, ${visit.at.toISOString()}::timestamptz,
      ${visit.at.toISOString()}::timestamptz, ${owner}::int, ${visit.sessionKey}, ${referrer},
      ${getNetwork(visit.ip)}::cidr,
      (
        select id from ${tables.userAgents}
        where browser = ${agent?.browser ?? null} and os = ${agent?.os ?? null} and device = ${agent?.device ?? null}
      )
    returning id`.execute(em.getKysely());

  return rows[0]!.id;
}

/**
 * Notes that somebody was there. The session stays whose it was when it began: readers know who a visitor turned out to
 * be, and know it no longer when that is undone.
 */
export async function touchSession(em: EntityManager, id: string, at: Date, pages: 0 | 1): Promise<void> {
  await sql`
    update ${tables.sessions} set
      started_at = least(started_at, ${at.toISOString()}::timestamptz),
      last_activity_at = greatest(last_activity_at, ${at.toISOString()}::timestamptz),
      page_count = page_count + ${pages}::int
    where id = ${id}::uuid`.execute(em.getKysely());
}
