import type { EntityManager } from "@admin-events/db";
import { tables } from "@admin-events/db";
import { sql } from "kysely";
import { anyOf } from "../any-of.ts";
import { kindCondition } from "./event-filter.sql.ts";
import { isoTime } from "./event-rows.sql.ts";

/**
 * When people were last seen, at any time: their latest event, page view or session, those of the visitors who became them
 * included. By internal id; people without any are left out.
 */
export async function findLastSeen(
  em: EntityManager,
  userIds: readonly number[],
): Promise<Map<number, string>> {
  if (userIds.length === 0) return new Map();

  const { rows } = await sql<{ id: number; at: string | null }>`
    with own as (
      select id, id as stored_id from ${tables.users} where id = ${anyOf(userIds, "int")}
      union all
      select user_id, anonymous_id from ${tables.identities} where user_id = ${anyOf(userIds, "int")}
    )
    select own.id, ${isoTime(sql`max(greatest(
      (
        select max(occurred_at) from ${tables.events} as event
        where event.user_id = own.stored_id and ${kindCondition("event")}
      ),
      (select max(occurred_at) from ${tables.pageViews} as view where view.user_id = own.stored_id),
      (
        select last_activity_at from ${tables.sessions} as session
        where session.user_id = own.stored_id order by started_at desc limit 1
      )
    ))`)} as at
    from own
    group by own.id`.execute(em.getKysely());

  return new Map(rows.flatMap(({ id, at }) => (at === null ? [] : [[id, at] as const])));
}
