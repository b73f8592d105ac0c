import type { AnyCatalog } from "@admin-events/catalog";
import { canonicalName, getAliases, selectsEventName } from "@admin-events/catalog";
import type { EntityManager } from "@admin-events/db";
import type { RawBuilder } from "kysely";
import { sql } from "kysely";
import type { JsonValue, StoredEvent } from "./event.ts";
import { resolvePersonIds } from "./resolve-person-ids.ts";
import { tables } from "@admin-events/db";

export type Scalar = string | number | boolean | null;

/** Which events somebody wants to see. All conditions must hold. */
export interface EventFilter {
  /** A name, `post.*` or `*`. */
  name?: string;
  /** The application's own id of the person. */
  userId?: string;
  /** Metadata properties and their value, or several values any of which will do. Dots address nested objects. */
  metadata?: Record<string, Scalar | readonly Scalar[]>;
  /** Only activities: events with a resource. */
  activity?: boolean;
  resourceType?: string;
  resourceId?: string;
  targetId?: string;
  module?: string;
  mode?: string;
  /** ISO 8601. Stored then or later. */
  since?: string;
  /** ISO 8601. Stored before. */
  until?: string;
}

const activityColumns = {
  resourceType: sql.ref("event.resource_type"),
  resourceId: sql.ref("event.resource_id"),
  targetId: sql.ref("event.target_id"),
  module: sql.ref("event.module"),
  mode: sql.ref("event.mode"),
};
type ActivityField = keyof typeof activityColumns;
const activityFields = Object.keys(activityColumns) as ActivityField[];

/** The events that are activities, as their indexes say it. */
export const isActivity = sql<boolean>`event.resource_type is not null`;

/** Whether an event passes the filter. Agrees with {@link filterCondition} on every event. */
export function matchesFilter(catalog: AnyCatalog, filter: EventFilter, event: StoredEvent): boolean {
  if (filter.name !== undefined && !selectsEventName(catalog, filter.name, event.name)) return false;
  if (filter.userId !== undefined && event.user?.id !== filter.userId) return false;
  if (filter.activity && event.resourceType === null) return false;
  if (activityFields.some((field) => filter[field] !== undefined && event[field] !== filter[field]))
    return false;
  const storedAt = Date.parse(event.receivedAt);
  if (filter.since !== undefined && storedAt < Date.parse(filter.since)) return false;
  if (filter.until !== undefined && storedAt >= Date.parse(filter.until)) return false;

  return Object.entries(filter.metadata ?? {}).every(([key, wanted]) =>
    valuesOf(wanted).some((value) =>
      propertyShapes(key, value).some((shape) => contains(event.metadata, shape)),
    ),
  );
}

/** The filter as an SQL condition over `event`; true for an empty filter. */
export async function filterCondition(
  em: EntityManager,
  catalog: AnyCatalog,
  filter: EventFilter,
): Promise<RawBuilder<boolean>> {
  const { name, userId, metadata, activity, since, until } = filter;
  const conditions = [metadataCondition(metadata)];
  if (name !== undefined) conditions.push(await storedNameCondition(em, catalog, name));
  if (userId !== undefined) {
    conditions.push(sql`event.user_id = any(${await resolvePersonIds(em, userId)}::int[])`);
  }
  if (activity) conditions.push(isActivity);
  for (const field of activityFields) {
    if (filter[field] !== undefined) conditions.push(sql`${activityColumns[field]} = ${filter[field]}`);
  }
  if (since !== undefined) conditions.push(sql`event.received_at >= ${since}::timestamptz`);
  if (until !== undefined) conditions.push(sql`event.received_at < ${until}::timestamptz`);

  return sql`${sql.join(conditions, sql` and `)}`;
}

/** The metadata properties of a filter as an SQL condition over `event`; true for none. */
export function metadataCondition(metadata: EventFilter["metadata"] = {}): RawBuilder<boolean> {
  const conditions = Object.entries(metadata).map(([key, wanted]) => {
    const shapes = valuesOf(wanted).flatMap((value) => propertyShapes(key, value));
    const alternatives = shapes.map((shape) => sql`event.metadata @> ${JSON.stringify(shape)}::jsonb`);

    return alternatives.length === 0 ? sql`false` : sql`(${sql.join(alternatives, sql` or `)})`;
  });

  return sql`${sql.join([sql`true`, ...conditions], sql` and `)}`;
}

/** As {@link nameCondition}, but with the numbers themselves, by which PostgreSQL can tell a rare name from a frequent one. */
async function storedNameCondition(
  em: EntityManager,
  catalog: AnyCatalog,
  pattern: string,
): Promise<RawBuilder<boolean>> {
  if (pattern === "*") return sql`true`;

  const { rows } = await sql<{ id: number }>`
    select id from ${tables.eventNames} where ${isSelectedName(catalog, pattern)}`.execute(em.getKysely());
  return sql`event.name_id = any(${rows.map(({ id }) => id)}::int[])`;
}

/** Events of a name or pattern, found through the few rows of `event_names`; agrees with `selectsEventName`. */
export function nameCondition(catalog: AnyCatalog, pattern: string): RawBuilder<boolean> {
  if (pattern === "*") return sql`true`;

  return sql`event.name_id = any(array(select id from ${tables.eventNames} where ${isSelectedName(catalog, pattern)}))`;
}

function isSelectedName(catalog: AnyCatalog, pattern: string): RawBuilder<boolean> {
  const canonical = sql`coalesce(${JSON.stringify(getAliases(catalog))}::jsonb ->> name, name)`;

  return pattern.endsWith(".*")
    ? sql`starts_with(${canonical}, ${pattern.slice(0, -1)})`
    : sql`${canonical} = ${canonicalName(catalog, pattern)}`;
}

function valuesOf(wanted: Scalar | readonly Scalar[]): readonly Scalar[] {
  return Array.isArray(wanted) ? (wanted as readonly Scalar[]) : [wanted as Scalar];
}

/** The objects that carry this property: `a.b` is a key of that spelling, or a key `b` within `a`. */
function propertyShapes(key: string, value: Scalar): Record<string, JsonValue>[] {
  const literal = objectWith([key], value);

  return key.includes(".") ? [literal, objectWith(key.split("."), value)] : [literal];
}

function objectWith([key = "", ...rest]: string[], value: JsonValue): Record<string, JsonValue> {
  return { [key]: rest.length === 0 ? value : objectWith(rest, value) };
}

/** PostgreSQL's `@>` for a shape of nested objects around one scalar. */
function contains(value: JsonValue, shape: JsonValue): boolean {
  if (typeof shape !== "object" || shape === null || Array.isArray(shape)) return value === shape;
  if (typeof value !== "object" || value === null || Array.isArray(value)) return false;

  return Object.entries(shape).every(([key, inner]) => {
    const found = Object.hasOwn(value, key) ? value[key] : undefined;
    return found !== undefined && contains(found, inner);
  });
}
