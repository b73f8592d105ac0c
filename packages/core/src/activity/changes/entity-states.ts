import type { ChangeSet, EntityManager } from "@admin-events/db";
import { JsonType } from "@admin-events/db";

interface EntityStates {
  /** Null for an entity that is new. */
  from: object | null;
  /** Null for an entity that is gone. */
  to: object | null;
  /** The fields that the entity itself hides from whoever serialises it. */
  hidden: string[];
}

/** What is needed here of what the ORM knows about an entity's columns. */
interface Property {
  name: string;
  hidden?: boolean;
  /** Of an embedded property: the one it stands within, and its name there. */
  embedded?: [parent: string, name: string];
  customType?: unknown;
}
type Properties = Record<string, Property>;
type Row = Record<string, unknown>;

/** An entity before and after a change: of an update the changed fields, else all of them. Embedded ones stand as objects. */
export function statesOf(em: EntityManager, change: ChangeSet<object>): EntityStates {
  const { entity, meta, payload, originalEntity } = change;
  const properties = meta.properties as unknown as Properties;
  const hidden = Object.values(properties)
    .filter((property) => property.hidden)
    .map((property) => pathOf(properties, property.name).join("."));

  switch (kindOf(change)) {
    case "created":
      return { from: null, to: stateOf(properties, payload), hidden };
    case "updated": {
      const changed = Object.keys(payload).map((name) => [name, (originalEntity as Row)[name]]);
      const before = Object.fromEntries(changed) as Row;
      return { from: stateOf(properties, before), to: stateOf(properties, payload), hidden };
    }
    case "deleted":
      return { from: stateOf(properties, em.getComparator().prepareEntity(entity)), to: null, hidden };
  }
}

/** What a change does to its entity. */
export function kindOf({ type }: Pick<ChangeSet<object>, "type">): "created" | "updated" | "deleted" {
  if (type.startsWith("create")) return "created";

  return type.startsWith("delete") ? "deleted" : "updated";
}

/** A row as the unit of work has it, with embedded fields in their place and JSON read. */
function stateOf(properties: Properties, row: Row): object {
  const state: Row = {};

  for (const [name, value] of Object.entries(row)) {
    const path = pathOf(properties, name);
    const last = path.pop() ?? name;
    const place = path.reduce<Row>((inner, part) => (inner[part] ??= {}) as Row, state);
    place[last] = isJson(properties, name) && typeof value === "string" ? JSON.parse(value) : value;
  }

  return state;
}

/** Where a property stands in the entity: an embedded one, which has a column of its own, within its embeddable. */
function pathOf(properties: Properties, name: string): string[] {
  const embedded = properties[name]?.embedded;
  if (!embedded) return [name];

  const [parent, child] = embedded;
  return [...pathOf(properties, parent), child];
}

function isJson(properties: Properties, name: string): boolean {
  return properties[name]?.customType instanceof JsonType;
}
