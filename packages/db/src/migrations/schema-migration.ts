import { Migration } from "@mikro-orm/migrations";
import type { SchemaName } from "../schema.ts";
import { DEFAULT_SCHEMA, quoteSchema } from "../schema.ts";

/**
 * A migration of the product's tables. It runs with a `search_path` of the product's schema only, so its statements name
 * tables as they are; a function has to set its own `search_path`, because it may run in anyone's transaction.
 */
export abstract class SchemaMigration extends Migration {
  protected get schema(): SchemaName {
    return quoteSchema(this.config.get("schema") ?? DEFAULT_SCHEMA);
  }
}
