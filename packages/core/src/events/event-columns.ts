import type { Database } from "@admin-events/db";
import type { Selectable } from "kysely";

/** The columns that a writer sets. PostgreSQL sets `xid`. */
type WrittenColumn = Exclude<keyof Database["events"], "xid">;

interface ColumnDefinition {
  key: string;
  type: "uuid" | "timestamptz" | "integer" | "boolean" | "text" | "jsonb";
  /** Of a text, in characters. */
  maxLength?: number;
}

/** The only list of an event's columns in core: types, insert, select and mapping derive from it. */
const EVENT_COLUMNS = {
  id: { key: "id", type: "uuid" },
  occurred_at: { key: "occurredAt", type: "timestamptz" },
  received_at: { key: "receivedAt", type: "timestamptz" },
  name_id: { key: "nameId", type: "integer" },
  user_id: { key: "userId", type: "integer" },
  is_unverified: { key: "isUnverified", type: "boolean" },
  session_id: { key: "sessionId", type: "text", maxLength: 200 },
  actor_role: { key: "actorRole", type: "text", maxLength: 50 },
  resource_type: { key: "resourceType", type: "text", maxLength: 50 },
  resource_id: { key: "resourceId", type: "text", maxLength: 200 },
  target_id: { key: "targetId", type: "text", maxLength: 200 },
  module: { key: "module", type: "text", maxLength: 50 },
  mode: { key: "mode", type: "text", maxLength: 20 },
  metadata: { key: "metadata", type: "jsonb" },
  changed_fields: { key: "changedFields", type: "jsonb" },
} as const satisfies Record<WrittenColumn, ColumnDefinition>;

type Columns = typeof EVENT_COLUMNS;
type TextColumn = { [C in keyof Columns]: Columns[C]["type"] extends "text" ? C : never }[keyof Columns];

/** The optional texts of an event, which have the same keys in every shape of it. Null for none. */
export type EventTexts = {
  [C in TextColumn as Columns[C]["key"]]: Selectable<Database["events"]>[C];
};
export type EventTextKey = keyof EventTexts;

export type EventKey = Columns[keyof Columns]["key"];

interface TextDefinition {
  column: TextColumn;
  key: EventTextKey;
  maxLength: number;
}

export const eventColumnList: readonly (ColumnDefinition & { name: WrittenColumn; key: EventKey })[] =
  Object.entries(EVENT_COLUMNS).map(([name, definition]) => ({ name: name as WrittenColumn, ...definition }));

export const eventTexts: readonly TextDefinition[] = Object.entries(EVENT_COLUMNS).flatMap(
  ([column, definition]) =>
    definition.type === "text"
      ? [{ column: column as TextColumn, key: definition.key, maxLength: definition.maxLength }]
      : [],
);
