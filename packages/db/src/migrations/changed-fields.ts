import { SchemaMigration } from "./schema-migration.ts";

/** Activities name the fields that they changed. A null takes no space, so other events and earlier ones pay nothing. */
export class ChangedFields extends SchemaMigration {
  override up(): void {
    this.addSql(`alter table events add column changed_fields jsonb`);
  }
}
