import type { ChangeSet, EntityManager } from "@admin-events/db";
import { JsonType } from "@admin-events/db";

interface EntityStates {
  /** Null if the entity was created. */
  from: object | null;
  /** Null if the entity was deleted. */
  to: object | null;
  /** The paths of fields that the entity hides when it is serialized. */
  hidden: string[];
}

type Platform = ReturnType<EntityManager["getPlatform"]>;

/** The part of the ORM's property metadata that is needed here. */
interface Property {
  name: string;
  hidden?: boolean;
  /** Of an embedded property: the property that contains it, and its name there. */
  embedded?: [parent: string, name: string];
  /** Whether an embedded property is a part of a JSON column. */
  object?: boolean;
  /** Of a property that embeds others: these, by their name in it. */
  embeddedProps?: Record<string, Property>;
  customType?: { convertToJSValue: (value: unknown, platform: Platform) => unknown };
}
type Properties = Record<string, Property>;
type Row = Record<string, unknown>;

/** The values that the application uses: only the changed fields of an update, otherwise all. Embedded fields are nested. */
export function getEntityStates(em: EntityManager, change: ChangeSet<object>): EntityStates {
  const { entity, meta, payload, originalEntity } = change;
  const properties = meta.properties as unknown as Properties;
  const toState = (row: Row) => buildState(properties, row, em.getPlatform());
  const hidden = Object.values(properties)
    .filter((property) => property.hidden)
    .map((property) => getPath(properties, property.name).join("."));

  switch (getChangeVerb(change)) {
    case "created":
      return { from: null, to: toState(payload), hidden };
    case "updated": {
      const changed = Object.keys(payload).map((name) => [name, (originalEntity as Row)[name]]);
      return { from: toState(Object.fromEntries(changed) as Row), to: toState(payload), hidden };
    }
    case "deleted":
      return { from: toState(em.getComparator().prepareEntity(entity)), to: null, hidden };
  }
}

export function getChangeVerb({ type }: Pick<ChangeSet<object>, "type">): "created" | "updated" | "deleted" {
  if (type.startsWith("create")) return "created";

  return type.startsWith("delete") ? "deleted" : "updated";
}

/** Converts a row to the application's values and nests the embedded fields. */
function buildState(properties: Properties, row: Row, platform: Platform): object {
  const state: Row = {};

  for (const [name, value] of Object.entries(row)) {
    const path = getPath(properties, name);
    const last = path.pop() ?? name;
    const parent = path.reduce<Row>((inner, part) => (inner[part] ??= {}) as Row, state);
    parent[last] = toApplicationValue(properties[name], value, platform);
  }

  return withoutEmptyEmbedded(properties, state);
}

/** An embedded object without a value in any of its columns is absent. */
function withoutEmptyEmbedded(properties: Properties, state: Row): Row {
  for (const [name, value] of Object.entries(state)) {
    const { embeddedProps, object } = properties[name] ?? {};
    if (!embeddedProps || object || typeof value !== "object" || value === null) continue;
    const inner = withoutEmptyEmbedded(embeddedProps, value as Row);
    if (Object.values(inner).every((field) => field === null || field === undefined)) state[name] = null;
  }

  return state;
}

/** The path of a property in the entity. An embedded property has its own column but is nested in its embeddable. */
function getPath(properties: Properties, name: string): string[] {
  const embedded = properties[name]?.embedded;
  if (!embedded) return [name];

  const [parent, child] = embedded;
  return [...getPath(properties, parent), child];
}

function toApplicationValue(property: Property | undefined, value: unknown, platform: Platform): unknown {
  if (!property || value === null || value === undefined) return value;

  try {
    if (property.embeddedProps) return toEmbedded(property.embeddedProps, parseJson(value), platform);
    if (property.customType instanceof JsonType) return property.object ? value : parseJson(value);
    return property.customType ? property.customType.convertToJSValue(value, platform) : value;
  } catch {
    // The database returned the application's value, or an expression that it computes.
    return value;
  }
}

/** The ORM keeps JSON columns as text in its snapshots. */
function parseJson(value: unknown): unknown {
  return typeof value === "string" ? JSON.parse(value) : value;
}

function toEmbedded(properties: Properties, value: unknown, platform: Platform): unknown {
  if (Array.isArray(value)) return value.map((item) => toEmbedded(properties, item, platform));
  if (typeof value !== "object" || value === null) return value;

  return Object.fromEntries(
    Object.entries(value).map(([name, inner]) => [
      name,
      toApplicationValue(properties[name], inner, platform),
    ]),
  );
}
