import type { EntityManager } from "@admin-events/db";
import { sql } from "kysely";
import { anyOf } from "../../any-of.ts";
import type { ErasureMode } from "./erased-people.sql.ts";
import type { KnownPerson } from "../person/find-person.sql.ts";
import { createPersonMatcher } from "../person/person-matcher.ts";

/** What an erasure leaves on purpose, as messages that say what to do. Empty if nothing refers to the person. */
export async function listRemains(
  em: EntityManager,
  { identifiers, activitiesAbout }: KnownPerson,
  mode: ErasureMode,
): Promise<string[]> {
  const db = em.getKysely();
  const { replaceIn } = createPersonMatcher(identifiers);
  const emails = identifiers.emails.map((email) => email.toLowerCase());
  const names = (text: string) => replaceIn(text) !== text;

  const others = await db
    .selectFrom("users")
    .select("external_id")
    .where(sql<boolean>`email is not null and lower(email) = ${anyOf(emails, "text")}`)
    .execute();
  const accounts = await db
    .selectFrom("panel_users")
    .select("id")
    .where("email", "=", anyOf(emails, "text"))
    .execute();
  const keys = await db.selectFrom("api_keys").select(["id", "name"]).execute();
  const eventNames = await db.selectFrom("event_names").select("name").execute();
  const namedKeys = keys.filter(({ name }) => names(name)).map(({ id }) => id);
  const namedEvents = eventNames.filter(({ name }) => names(name)).map(({ name }) => name);

  return [
    ...(mode === "detach" && activitiesAbout > 0
      ? [
          `Activities of others still name the person (${activitiesAbout}). Erase with --anonymise to remove that.`,
        ]
      : []),
    ...(others.length > 0
      ? [
          `Other people with the same email address: ${others.map(({ external_id }) => external_id).join(", ")}. Erase them too if they are the same person.`,
        ]
      : []),
    ...(accounts.length > 0
      ? ["A panel account has the person's email address. It is not part of the tracked data and was kept."]
      : []),
    ...(namedKeys.length > 0
      ? [
          `The names of API keys contain the person: ${namedKeys.join(", ")}. Create other keys and revoke these.`,
        ]
      : []),
    ...(namedEvents.length > 0
      ? [`Event names contain the person: ${namedEvents.join(", ")}. Event names cannot be erased.`]
      : []),
  ];
}
