import type { EntityManager } from "@admin-events/db";
import { tables } from "@admin-events/db";
import { sql } from "kysely";
import { anyOf } from "../any-of.ts";
import type { StoredEvent } from "../events/index.ts";
import { loadEvents } from "../events/index.ts";
import type { ExportedRecord } from "./export-user.sql.ts";
import { findMentions, findReports, loadMentions, mentionTables } from "./mentions/find-mentions.sql.ts";
import type { KnownPerson } from "./person/find-person.sql.ts";
import { isAbout } from "./person/find-person.sql.ts";
import type { PersonMatcher } from "./person/person-matcher.ts";
import { createPersonMatcher, mapTexts } from "./person/person-matcher.ts";
import type { PersonalTable } from "./personal-data.ts";
import { toBatches } from "./mentions/replace-mentions.sql.ts";

/** Exports what is about a person and not theirs: groups, activities of others, texts that mention them, panel accounts. */
export async function* exportAboutPerson(
  em: EntityManager,
  person: KnownPerson,
): AsyncGenerator<ExportedRecord> {
  const matcher = createPersonMatcher(person.identifiers);

  yield* exportGroups(em, person);
  for (const table of mentionTables) {
    for await (const page of findMentions(em, table, matcher)) {
      for (const ids of toBatches(page)) {
        if (table === "events") yield* exportEvents(em, ids, person, matcher);
        else yield* exportTexts(em, table, ids, person, matcher);
      }
    }
  }
  for (const { table, columns } of await findReports(em, matcher))
    yield* toMentions(table, null, columns, matcher);
  yield* exportPanelAccounts(em, person);
}

async function* exportGroups(
  em: EntityManager,
  { internalIds }: KnownPerson,
): AsyncGenerator<ExportedRecord> {
  const { rows } = await sql<{ groupType: string; id: string }>`
    select distinct named.key as "groupType", named.value as id
    from ${tables.events} as event
    cross join lateral jsonb_each_text(
      case when jsonb_typeof(event.metadata -> 'groups') = 'object' then event.metadata -> 'groups' end
    ) as named
    where event.user_id = any(${internalIds}::int[]) and named.value is not null
    order by 1, 2`.execute(em.getKysely());

  for (const group of rows) yield { type: "group", ...group };
}

async function* exportEvents(
  em: EntityManager,
  ids: readonly string[],
  { internalIds }: KnownPerson,
  matcher: PersonMatcher,
): AsyncGenerator<ExportedRecord> {
  const own = await em
    .getKysely()
    .selectFrom("events")
    .select("id")
    .where("id", "=", anyOf(ids, "uuid"))
    .where("user_id", "=", anyOf(internalIds, "int"))
    .execute();
  const ownIds = new Set(own.map(({ id }) => id));
  const others = await loadEvents(
    em,
    ids.filter((id) => !ownIds.has(id)),
  );

  for (const event of others) {
    if (isAbout(event, matcher.ids)) yield { ...withoutUser(event), type: "activity_about" };
    else yield* toMentions("events", event.id, { ...event }, matcher);
  }
}

/** The one who acted is another person. */
function withoutUser({ user: _user, ...event }: StoredEvent) {
  return event;
}

async function* exportTexts(
  em: EntityManager,
  table: PersonalTable,
  ids: readonly string[],
  { internalIds }: KnownPerson,
  matcher: PersonMatcher,
): AsyncGenerator<ExportedRecord> {
  const own = await listOwn(em, table, ids, internalIds);
  for (const { id, columns } of await loadMentions(em, table, ids)) {
    if (!own.has(id)) yield* toMentions(table, id, columns, matcher);
  }
}

/** Rows of the person, which are exported whole. */
async function listOwn(
  em: EntityManager,
  table: PersonalTable,
  ids: readonly string[],
  internalIds: readonly number[],
): Promise<Set<string>> {
  if (table === "users") return new Set(internalIds.map(String));
  if (table !== "sessions" && table !== "page_views" && table !== "requests") return new Set();

  const rows = await em
    .getKysely()
    .selectFrom(table)
    .select("id")
    .where("id", "=", anyOf(ids, "uuid"))
    .where("user_id", "=", anyOf(internalIds, "int"))
    .execute();
  return new Set(rows.map(({ id }) => id));
}

function* toMentions(
  table: PersonalTable,
  id: string | null,
  columns: Record<string, unknown>,
  matcher: PersonMatcher,
): Generator<ExportedRecord> {
  for (const [column, value] of Object.entries(columns)) {
    const texts: string[] = [];
    mapTexts(value as never, (text) => {
      if (matcher.replaceIn(text) !== text) texts.push(text);
      return text;
    });
    if (texts.length > 0) yield { type: "mention", table, id, column, texts };
  }
}

async function* exportPanelAccounts(
  em: EntityManager,
  { identifiers }: KnownPerson,
): AsyncGenerator<ExportedRecord> {
  const db = em.getKysely();
  const emails = identifiers.emails.map((email) => email.toLowerCase());
  const accounts = await db
    .selectFrom("panel_users")
    .select(["id", "email", "name", "role", "created_at as createdAt"])
    .where("email", "=", anyOf(emails, "text"))
    .execute();

  for (const { id, ...account } of accounts) {
    yield { type: "panel_account", ...account };
    const sessions = await db
      .selectFrom("panel_sessions")
      .select([
        "created_at as createdAt",
        "expires_at as expiresAt",
        "ip_address as ipAddress",
        "user_agent as userAgent",
      ])
      .where("user_id", "=", id)
      .execute();
    for (const session of sessions) yield { type: "panel_session", ...session };
  }
}
