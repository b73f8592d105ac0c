import type { SchemaName } from "@admin-events/db";
import type { ClientBase } from "pg";

export interface Connection {
  client: ClientBase;
  schema: SchemaName;
}
