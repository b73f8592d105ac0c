import type { EntityManager } from "@admin-events/db";
import { tables } from "@admin-events/db";
import type { RawBuilder } from "kysely";
import { sql } from "kysely";
import type { Metadata } from "../../events/index.ts";
import { isActivity } from "../../events/index.ts";
import { anyOf } from "../../any-of.ts";
import { listResourceTypes } from "../../activity/index.ts";
import { resolveLinkedUserIds } from "./resolve-linked-user-ids.ts";
import type { PersonIdentifiers } from "./person-matcher.ts";
import { findEmails, isDistinctive } from "./person-matcher.ts";

export interface KnownPerson {
  /** The internal ids of the person and of the visitors who became this person. Empty if they never did anything. */
  internalIds: number[];
  identifiers: PersonIdentifiers;
  /** Activities of others that have the person as their resource or target. */
  activitiesAbout: number;
}

/** Types of resources that are people. An id like `7` names a person only as the id of one of these. */
const PERSON_RESOURCE_TYPES = [
  "user",
  "person",
  "customer",
  "member",
  "account",
  "profile",
  "contact",
  "admin",
  "staff",
];

/** Whether an event has the person as its target, or as its resource. */
export function isAbout(
  {
    resourceType,
    resourceId,
    targetId,
  }: { resourceType: string | null; resourceId: string | null; targetId: string | null },
  ids: readonly string[],
): boolean {
  if (targetId !== null && ids.includes(targetId)) return true;
  if (resourceId === null || !ids.includes(resourceId)) return false;

  return isDistinctive(resourceId) || PERSON_RESOURCE_TYPES.includes(resourceType ?? "");
}

/** The condition that {@link isAbout} states, without an index. */
export function isAboutCondition(ids: readonly string[]): RawBuilder<boolean> {
  return sql`(event.target_id = ${anyOf(ids, "text")} or ${isResource(ids)})`;
}

function isResource(ids: readonly string[]): RawBuilder<boolean> {
  return sql`(
    event.resource_id = ${anyOf(ids.filter(isDistinctive), "text")}
    or event.resource_id = ${anyOf(ids, "text")} and event.resource_type = ${anyOf(PERSON_RESOURCE_TYPES, "text")}
  )`;
}

/** Null if nobody has this id, and no activity has it as the id of its target or resource. */
export async function findPerson(em: EntityManager, userId: string): Promise<KnownPerson | null> {
  const internalIds = await resolveLinkedUserIds(em, userId);
  const rows = await em
    .getKysely()
    .selectFrom("users")
    .select(["external_id", "email", "name", "traits"])
    .where("id", "=", anyOf(internalIds, "int"))
    .orderBy(sql`array_position(${internalIds}::int[], id)`)
    .execute();
  const ids = rows.length === 0 ? [userId] : rows.map(({ external_id }) => external_id);
  const changes = await findChangesAbout(em, internalIds, ids);
  if (rows.length === 0 && changes.length === 0) return null;

  const traits = rows.map((row) => row.traits as Metadata);
  const emails = [
    ...rows.flatMap(({ email }) => email ?? []),
    ...traits.flatMap((values) => Object.values(values)).flatMap(toWholeEmail),
    ...changes.flatMap(({ emails }) => emails).flatMap(toWholeEmail),
  ];
  const names = [
    ...rows.flatMap(({ name }) => name ?? []),
    ...traits
      .flatMap((values) => Object.entries(values))
      .flatMap(([key, value]) => (isNameKey(key) && typeof value === "string" ? value : [])),
  ];

  return {
    internalIds,
    identifiers: { ids, emails: [...new Set(emails)], names: [...new Set(names)] },
    activitiesAbout: changes.filter(({ isOwn }) => !isOwn).length,
  };
}

interface ChangeAbout {
  isOwn: boolean;
  /** Email addresses that the person had before or after a logged change. */
  emails: unknown[];
}

/** The activities about a person. By their indexes, so it is fast however many events there are. */
async function findChangesAbout(
  em: EntityManager,
  internalIds: readonly number[],
  ids: readonly string[],
): Promise<ChangeAbout[]> {
  const types = await listResourceTypes(em);
  const { rows } = await sql<ChangeAbout>`
    select coalesce(event.user_id = any(${internalIds}::int[]), false) as "isOwn",
      case when ${isResource(ids)} then array(
        select value from jsonb_each(event.metadata) as change(key, value) where key in ('email_from', 'email_to', 'email')
      ) else '{}' end as emails
    from ${tables.events} as event
    where ${isActivity} and event.id in (
      select id from ${tables.events} as event where ${isActivity} and event.target_id = ${anyOf(ids, "text")}
      union
      select id from ${tables.events} as event
      where ${isActivity} and event.resource_type = ${anyOf(types, "text")}
        and event.resource_id = ${anyOf(ids, "text")} and ${isResource(ids)}
    )`.execute(em.getKysely());

  return rows;
}

function toWholeEmail(value: unknown): string[] {
  return typeof value === "string" && findEmails(value)[0] === value.trim() ? [value.trim()] : [];
}

function isNameKey(key: string): boolean {
  return /^(first|last|full|given|family|display)?[-_ ]?name$/i.test(key);
}
