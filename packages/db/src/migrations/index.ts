import { Baseline } from "./baseline/baseline.ts";
import { ChangedFields } from "./changed-fields.ts";

export { IndexMigration } from "./index-migration.ts";

/** Every migration in the order it runs. A released name never changes: the database remembers it. */
export const migrations = [
  { name: "2026-11-26-baseline", class: Baseline },
  { name: "2026-11-27-changed-fields", class: ChangedFields },
];
