import { IndexMigration } from "./index-migration.ts";

/** The different values of each first column are found by looking from one to the next. */
const indexes = {
  activities_index: `(received_at, id) where resource_type is not null`,
  activities_action_index: `(name_id, received_at, id) where resource_type is not null`,
  activities_resource_index: `(resource_type, resource_id, received_at, id) where resource_type is not null`,
  activities_target_index: `(target_id, received_at, id)
    where resource_type is not null and target_id is not null`,
  activities_module_index: `(module, received_at, id) where resource_type is not null and module is not null`,
  activities_mode_index: `(mode, received_at, id) where resource_type is not null and mode is not null`,
};

/**
 * Indexes of the activity log. Each holds activities only, so other events cost nothing more. The log is read newest
 * first under one of these.
 */
export class CreateActivityIndexes extends IndexMigration {
  override up(): void {
    for (const [name, definition] of Object.entries(indexes)) this.build(name, `events ${definition}`);
  }

  override down(): void {
    for (const name of Object.keys(indexes)) this.drop(name);
  }
}
