import type { EntityManager } from "@admin-events/db";
import { tables } from "@admin-events/db";
import { sql } from "kysely";
import type { Metadata } from "../events/index.ts";
import { findLastSeen, isoTime, kindCondition, toVisitorId } from "../events/index.ts";
import type { PersonGroup } from "./person-groups.sql.ts";
import { listPersonGroups } from "./person-groups.sql.ts";
import { presentTraits } from "./merge-traits.sql.ts";

export interface Person {
  /** The application's own id. */
  id: string;
  email: string | null;
  name: string | null;
  traits: Metadata;
  /** Whether a server, or a browser with a signature, has identified the person, or the email address is confirmed. */
  isVerified: boolean;
  /** Traits of a verified person, with email and name, from senders without proof. Anybody can send these. */
  unverifiedTraits: Metadata;
  /** ISO 8601; null while the email address is not confirmed. */
  confirmedAt: string | null;
  createdAt: string;
  /** The latest event, page view or session at any time; ISO 8601, null without one. */
  lastSeenAt: string | null;
  /** The groups that the person's latest events name, latest first; at most 20. */
  groups: PersonGroup[];
  /** Events, activities apart, of this person and of the visitors who became this person. */
  eventCount: number;
  /** The anonymous ids of the latest 20 visitors who became this person. */
  visitors: string[];
}

/** Null if there is no person with this id. */
export async function findUser(em: EntityManager, id: string): Promise<Person | null> {
  const { rows } = await sql<Person & { internalId: number; internalIds: number[] }>`
    select
      person.id as "internalId",
      array(
        select anonymous_id from ${tables.identities} where user_id = person.id union all select person.id
      ) as "internalIds",
      person.external_id as id, person.email, person.name, ${presentTraits(sql`person.traits`)} as traits,
      person.is_verified or person.confirmed_at is not null as "isVerified",
      ${presentTraits(sql`person.unverified_traits`)} as "unverifiedTraits",
      ${isoTime(sql`person.confirmed_at`)} as "confirmedAt",
      ${isoTime(sql`person.created_at`)} as "createdAt",
      (
        select count(*)::int from ${tables.events} as event
        where (
          event.user_id = person.id
          or event.user_id = any(array(select anonymous_id from ${tables.identities} where user_id = person.id))
        ) and ${kindCondition("event")}
      ) as "eventCount",
      array(
        select substr(visitor.external_id, ${toVisitorId("").length + 1})
        from ${tables.identities} as identity
        join ${tables.users} as visitor on visitor.id = identity.anonymous_id
        where identity.user_id = person.id
        order by identity.linked_at desc, identity.anonymous_id desc
        limit 20
      ) as visitors
    from ${tables.users} as person
    where person.external_id = ${id}`.execute(em.getKysely());

  const [row] = rows;
  if (!row) return null;

  const { internalId, internalIds, ...person } = row;
  const lastSeen = await findLastSeen(em, [internalId]);
  const groups = await listPersonGroups(em, internalIds);
  return { ...person, groups, lastSeenAt: lastSeen.get(internalId) ?? null };
}
