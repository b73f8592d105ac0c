import type { SchemaName } from "@admin-events/db";
import type { ClientBase } from "pg";

/** A connection of the column store, and the schema that holds the tables. */
export interface Connection {
  client: ClientBase;
  schema: SchemaName;
}
