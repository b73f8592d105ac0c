import { Migration } from "@mikro-orm/migrations";

/**
 * Indexes of the activity log. Each holds activities only, so other events cost nothing more. The log is read newest
 * first under one of these, and each first column's different values are found by looking from one to the next.
 */
export class CreateActivityIndexes extends Migration {
  override up(): void {
    this.addSql(`
      create index activities_index on events (received_at, id) where resource_type is not null`);
    this.addSql(`
      create index activities_action_index on events (name_id, received_at, id) where resource_type is not null`);
    this.addSql(`
      create index activities_resource_index on events (resource_type, resource_id, received_at, id)
      where resource_type is not null`);
    this.addSql(`
      create index activities_target_index on events (target_id, received_at, id)
      where resource_type is not null and target_id is not null`);
    this.addSql(`
      create index activities_module_index on events (module, received_at, id)
      where resource_type is not null and module is not null`);
    this.addSql(`
      create index activities_mode_index on events (mode, received_at, id)
      where resource_type is not null and mode is not null`);
  }

  override down(): void {
    this.addSql(`
      drop index activities_index, activities_action_index, activities_resource_index, activities_target_index,
        activities_module_index, activities_mode_index`);
  }
}
