import type { EntityManager } from "@admin-events/db";
import { tables } from "@admin-events/db";
import { sql } from "kysely";
import { anyOf } from "../any-of.ts";
import type { Metadata } from "../events/index.ts";

/** A company, team or other group that a person's latest events name in `metadata.groups`. */
export interface PersonGroup {
  type: string;
  /** The application's own id of the group. */
  id: string;
  /** Empty for a group that was never described. */
  traits: Metadata;
}

const MAX_EVENTS = 500;
const MAX_GROUPS = 20;

/** The groups of a person, latest first. */
export async function listPersonGroups(
  em: EntityManager,
  userIds: readonly number[],
): Promise<PersonGroup[]> {
  const { rows } = await sql<PersonGroup>`
    with latest as (
      select received_at, metadata -> 'groups' as groups from ${tables.events}
      where user_id = ${anyOf(userIds, "int")} and jsonb_typeof(metadata -> 'groups') = 'object'
      order by received_at desc limit ${MAX_EVENTS}
    ),
    member as (
      select named.key as type, coalesce(listed.id, named.value #>> '{}') as id, max(received_at) as last_at
      from latest
      cross join lateral jsonb_each(latest.groups) as named
      left join lateral jsonb_array_elements_text(
        case when jsonb_typeof(named.value) = 'array' then named.value end
      ) as listed(id) on true
      group by 1, 2
    )
    select member.type, member.id, coalesce(described.traits, '{}') as traits
    from member
    left join ${tables.groups} as described on described.type = member.type and described.external_id = member.id
    where member.id is not null
    order by member.last_at desc, member.type, member.id
    limit ${MAX_GROUPS}`.execute(em.getKysely());

  return rows;
}
