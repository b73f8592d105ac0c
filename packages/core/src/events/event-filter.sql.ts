import type { AnyCatalog } from "@admin-events/catalog";
import { getAliases, canonicalName } from "@admin-events/catalog";
import type { EntityManager } from "@admin-events/db";
import { tables } from "@admin-events/db";
import type { RawBuilder } from "kysely";
import { sql } from "kysely";
import { ValidationError } from "../errors.ts";
import { eventTexts } from "./event-columns.ts";
import type { EventFilter, Scalar, SelectedKind } from "./event-filter.ts";
import { activityFields, toArray } from "./event-filter.ts";
import { getPropertyPaths } from "./property-paths.ts";
import { resolvePersonIds } from "./resolve-person-ids.sql.ts";

const columnByField = new Map(eventTexts.map(({ key, column }) => [key, sql.ref(`event.${column}`)]));

/** The condition that `event` is an activity, as the partial indexes state it. */
export const isActivity = sql<boolean>`event.resource_type is not null`;

/** A filter, whose times are instants, as a condition on `event`; true for an empty filter. Agrees with `matchesFilter`. */
export async function filterCondition(
  em: EntityManager,
  catalog: AnyCatalog,
  filter: EventFilter,
): Promise<RawBuilder<boolean>> {
  const { name, userId, metadata, kind = "all", since, until } = filter;
  const conditions = [metadataCondition(metadata), kindCondition(kind)];
  if (name !== undefined) conditions.push(await nameIdCondition(em, catalog, name, kind));
  if (userId !== undefined) {
    conditions.push(sql`event.user_id = any(${await resolvePersonIds(em, userId)}::int[])`);
  }
  for (const field of activityFields) {
    if (filter[field] !== undefined) conditions.push(sql`${columnByField.get(field)} = ${filter[field]}`);
  }
  if (since !== undefined) conditions.push(sql`event.received_at >= ${since}::timestamptz`);
  if (until !== undefined) conditions.push(sql`event.received_at < ${until}::timestamptz`);

  return sql`${sql.join(conditions, sql` and `)}`;
}

export function kindCondition(kind: SelectedKind): RawBuilder<boolean> {
  switch (kind) {
    case "activity":
      return isActivity;
    case "event":
      return sql`event.resource_type is null`;
    case "all":
      return sql`true`;
  }
}

/** One clause per property, for the index. @throws {ValidationError} for too many dots for the number of values. */
export function metadataCondition(metadata: EventFilter["metadata"] = {}): RawBuilder<boolean> {
  const conditions = Object.entries(metadata).map(([key, values]) => {
    const jsonPath = toJsonPath(key, toArray(values));

    return jsonPath === "" ? sql`false` : sql`event.metadata @@ ${jsonPath}::jsonpath`;
  });

  return sql`${sql.join([sql`true`, ...conditions], sql` and `)}`;
}

const MAX_ALTERNATIVES = 1_000;

/** `$."a"."b" == 5 || $."a.b" == 5`; empty if nothing can match. */
function toJsonPath(key: string, values: readonly Scalar[]): string {
  const paths = isStorable(key) ? getPropertyPaths(key) : [];
  const storable = values.filter(isStorable);
  if (paths.length * storable.length > MAX_ALTERNATIVES) {
    throw new ValidationError(
      `filter.${key}`,
      `has too many dots for ${storable.length} values; ask for at most ${Math.floor(MAX_ALTERNATIVES / paths.length)}`,
    );
  }

  return paths
    .map((path) => `$${path.map((part) => `.${JSON.stringify(part)}`).join("")}`)
    .flatMap((path) => storable.map((value) => `${path} == ${JSON.stringify(value)}`))
    .join(" || ");
}

/** Whether metadata can contain the value at all. */
function isStorable(value: Scalar): boolean {
  if (typeof value === "number") return Number.isFinite(value);

  return typeof value !== "string" || (value.isWellFormed() && !value.includes("\u0000"));
}

/** As {@link nameCondition}, but with literal ids, so that the planner knows how selective the names are. */
async function nameIdCondition(
  em: EntityManager,
  catalog: AnyCatalog,
  pattern: string,
  kind: SelectedKind,
): Promise<RawBuilder<boolean>> {
  if (pattern === "*") return sql`true`;

  const names = await em
    .getKysely()
    .selectFrom("event_names")
    .select("id")
    .where(isSelectedName(catalog, pattern, kind))
    .execute();
  return sql`event.name_id = any(${names.map(({ id }) => id)}::int[])`;
}

/** As a condition on `event`. Agrees with `selectsEventName` of the catalog. */
export function nameCondition(catalog: AnyCatalog, pattern: string, kind: SelectedKind): RawBuilder<boolean> {
  if (pattern === "*") return kindCondition(kind);

  return sql`event.name_id = any(array(select id from ${tables.eventNames} where ${isSelectedName(catalog, pattern, kind)}))`;
}

/** A name has one id for events and another for activities, so the id says the kind. */
function isSelectedName(catalog: AnyCatalog, pattern: string, kind: SelectedKind): RawBuilder<boolean> {
  const isOfKind = kind === "all" ? sql`true` : sql`is_activity = ${kind === "activity"}`;
  const canonical = sql`coalesce(${JSON.stringify(getAliases(catalog))}::jsonb ->> name, name)`;

  return pattern.endsWith(".*")
    ? sql`${isOfKind} and starts_with(${canonical}, ${pattern.slice(0, -1)})`
    : sql`${isOfKind} and ${canonical} = ${canonicalName(catalog, pattern)}`;
}
