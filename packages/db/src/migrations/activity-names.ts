import { SchemaMigration } from "./schema-migration.ts";

/**
 * Gives activities name ids of their own, so that everything that counts by name id tells them from events: rollups, column
 * chunks, the catalog.
 *
 * A name that only activities have keeps its id and is marked. A name that both have gets a second id, and its activities
 * change over to it; the triggers move their counts along.
 */
export class ActivityNames extends SchemaMigration {
  override up(): void {
    this.addSql(`alter table event_names add column is_activity boolean not null default false`);
    this.addSql(`alter table event_names drop constraint event_names_name_unique`);
    this.addSql(
      `alter table event_names add constraint event_names_name_kind_unique unique (name, is_activity)`,
    );
    this.addSql(`
      update event_names set is_activity = true
      where exists (select from events where name_id = event_names.id and resource_type is not null)
        and not exists (select from events where name_id = event_names.id and resource_type is null)`);
    this.addSql(`
      insert into event_names (name, title, created_at, is_activity)
      select name, title, created_at, true from event_names
      where not is_activity
        and exists (select from events where name_id = event_names.id and resource_type is not null)`);
    this.addSql(`
      update events set name_id = logged.id
      from event_names as tracked join event_names as logged on logged.name = tracked.name and logged.is_activity
      where not tracked.is_activity and events.name_id = tracked.id and events.resource_type is not null`);
  }
}
