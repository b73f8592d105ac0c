import type { AnyCatalog } from "@admin-events/catalog";
import { canonicalName } from "@admin-events/catalog";
import type { EntityManager } from "@admin-events/db";
import { tables } from "@admin-events/db";
import { sql } from "kysely";
import { anyOf } from "../../any-of.ts";
import type { JsonValue, Metadata } from "../../events/index.ts";
import type { Concern } from "./erase-metadata.ts";
import { eraseMetadata } from "./erase-metadata.ts";
import { parseColumns, selectColumns } from "../mentions/find-mentions.sql.ts";
import type { KnownPerson } from "../person/find-person.sql.ts";
import { isAbout } from "../person/find-person.sql.ts";
import type { PersonMatcher } from "../person/person-matcher.ts";
import { createPersonMatcher, mapTexts } from "../person/person-matcher.ts";
import { toBatches, updateRows } from "../mentions/replace-mentions.sql.ts";

interface EraseEventsOptions {
  person: KnownPerson;
  catalog: AnyCatalog;
  /** Events that may be about the person or mention them. */
  mentions: readonly string[];
  /** Whether events by and about the person lose all metadata. */
  dropsMetadata: boolean;
}

interface EventRow {
  id: string;
  name: string;
  userId: number | null;
  columns: Record<string, JsonValue>;
}

/** @returns the ids of the events that changed. */
export async function eraseEvents(em: EntityManager, options: EraseEventsOptions): Promise<string[]> {
  const own = await listOwnEvents(em, options.person.internalIds);
  const changedIds: string[] = [];

  for (const ids of toBatches([...new Set([...own, ...options.mentions])])) {
    const rows = await loadRows(em, ids);
    const erased = rows.flatMap((row) => eraseRow(row, options) ?? []);
    await updateRows(em, "events", erased);
    changedIds.push(...erased.map(({ id }) => id));
  }

  return changedIds;
}

async function listOwnEvents(em: EntityManager, internalIds: readonly number[]): Promise<string[]> {
  const rows = await em
    .getKysely()
    .selectFrom("events")
    .select("id")
    .where("user_id", "=", anyOf(internalIds, "int"))
    .execute();

  return rows.map(({ id }) => id);
}

async function loadRows(em: EntityManager, ids: readonly string[]): Promise<EventRow[]> {
  const { rows } = await sql<Omit<EventRow, "columns"> & { columns: string }>`
    select event.id, event_names.name, event.user_id as "userId", ${selectColumns("events")} as columns
    from ${tables.events} as event
    join ${tables.eventNames} on event_names.id = event.name_id
    where event.id = any(${ids}::uuid[])`.execute(em.getKysely());

  return rows.map((row) => ({ ...row, columns: parseColumns(row.columns) }));
}

/** Null if nothing names the person. */
function eraseRow(
  { id, name, userId, columns }: EventRow,
  { person, catalog, dropsMetadata }: EraseEventsOptions,
): { id: string; columns: EventRow["columns"] } | null {
  const ids = createPersonMatcher(person.identifiers).ids;
  const concern = getConcern(columns, userId, { ids, internalIds: person.internalIds });
  const matcher = createPersonMatcher(person.identifiers, { withNames: concern !== "mention" });
  const metadata = columns.metadata as Metadata;
  const isSame = { ...columns };

  const erased = Object.fromEntries(
    Object.entries(columns).map(([column, value]): [string, JsonValue] => [
      column,
      column === "metadata" ? metadata : eraseColumn(column, value, { matcher, concern }),
    ]),
  );
  erased.metadata =
    dropsMetadata && concern !== "mention"
      ? {}
      : eraseMetadata(metadata, {
          matcher,
          concern,
          personalKeys: catalog[canonicalName(catalog, name)]?.pii ?? [],
        });

  return JSON.stringify(erased) === JSON.stringify(isSame) ? null : { id, columns: erased };
}

function getConcern(
  columns: EventRow["columns"],
  userId: number | null,
  { ids, internalIds }: { ids: readonly string[]; internalIds: readonly number[] },
): Concern {
  const [resourceType, resourceId, targetId] = ["resource_type", "resource_id", "target_id"].map(
    (column) => (columns[column] ?? null) as string | null,
  );
  if (
    isAbout(
      { resourceType: resourceType ?? null, resourceId: resourceId ?? null, targetId: targetId ?? null },
      ids,
    )
  )
    return "about";

  return userId !== null && internalIds.includes(userId) ? "by" : "mention";
}

/** Columns that are ids. One that is the person's becomes null. */
const ID_COLUMNS = new Set(["session_id", "resource_id", "target_id"]);

function eraseColumn(
  column: string,
  value: JsonValue,
  { matcher, concern }: { matcher: PersonMatcher; concern: Concern },
): JsonValue {
  if (typeof value !== "string") return value;
  // The browser may still know the session.
  if (column === "session_id" && concern === "by") return null;
  if (
    ID_COLUMNS.has(column) &&
    matcher.ids.includes(value) &&
    (concern === "about" || column === "session_id")
  )
    return null;

  return mapTexts(value, (text) => matcher.replaceIn(text));
}
