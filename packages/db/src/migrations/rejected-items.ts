import { SchemaMigration } from "./schema-migration.ts";

export class RejectedItems extends SchemaMigration {
  override up(): void {
    this.addSql(`create table rejected_items (
      hour integer not null,
      key_id integer not null,
      type text not null,
      name text not null,
      path text not null,
      reason text not null,
      total integer not null,
      last_at timestamptz(3) not null,
      sample text,
      constraint rejected_items_pkey primary key (hour, key_id, type, name, path, reason)
    )`);
  }
}
