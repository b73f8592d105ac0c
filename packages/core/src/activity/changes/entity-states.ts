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

/** The part of the ORM's property metadata that is needed here. */
interface Property {
  name: string;
  hidden?: boolean;
  /** Of an embedded property: the property that contains it, and its name there. */
  embedded?: [parent: string, name: string];
  customType?: unknown;
}
type Properties = Record<string, Property>;
type Row = Record<string, unknown>;

/** An entity before and after a change: only the changed fields of an update, otherwise all. Embedded fields are nested. */
export function getEntityStates(em: EntityManager, change: ChangeSet<object>): EntityStates {
  const { entity, meta, payload, originalEntity } = change;
  const properties = meta.properties as unknown as Properties;
  const hidden = Object.values(properties)
    .filter((property) => property.hidden)
    .map((property) => getPath(properties, property.name).join("."));

  switch (getChangeVerb(change)) {
    case "created":
      return { from: null, to: toState(properties, payload), hidden };
    case "updated": {
      const changed = Object.keys(payload).map((name) => [name, (originalEntity as Row)[name]]);
      const before = Object.fromEntries(changed) as Row;
      return { from: toState(properties, before), to: toState(properties, payload), hidden };
    }
    case "deleted":
      return { from: toState(properties, em.getComparator().prepareEntity(entity)), to: null, hidden };
  }
}

export function getChangeVerb({ type }: Pick<ChangeSet<object>, "type">): "created" | "updated" | "deleted" {
  if (type.startsWith("create")) return "created";

  return type.startsWith("delete") ? "deleted" : "updated";
}

/** Nests the embedded fields of a row and parses its JSON. */
function toState(properties: Properties, row: Row): object {
  const state: Row = {};

  for (const [name, value] of Object.entries(row)) {
    const path = getPath(properties, name);
    const last = path.pop() ?? name;
    const parent = path.reduce<Row>((inner, part) => (inner[part] ??= {}) as Row, state);
    parent[last] = isJson(properties, name) && typeof value === "string" ? JSON.parse(value) : value;
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

function isJson(properties: Properties, name: string): boolean {
  return properties[name]?.customType instanceof JsonType;
}
