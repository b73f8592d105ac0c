import { ActivityNames } from "./activity-names.ts";
import { Baseline } from "./baseline/baseline.ts";
import { ChangedFields } from "./changed-fields.ts";
import { DeclaredCatalogs } from "./declared-catalogs.ts";
import { Erasures } from "./erasures.ts";
import { Inbox } from "./inbox/inbox.ts";
import { PublicKeyTrust } from "./public-key-trust.ts";
import { RejectedItems } from "./rejected-items.ts";
import { SessionKeyIndex } from "./session-key-index.ts";
import { Imports } from "./imports.ts";

export { IndexMigration, inTransaction } from "./index-migration.ts";

/** Every migration in the order it runs. A released name never changes: the database remembers it. */
export const migrations = [
  { name: "2026-11-26-baseline", class: Baseline },
  { name: "2026-11-27-rejected-items", class: RejectedItems },
  { name: "2026-11-27-activity-names", class: ActivityNames },
  { name: "2026-11-27-public-key-trust", class: PublicKeyTrust },
  { name: "2026-11-27-erasures", class: Erasures },
  { name: "2026-11-27-session-key-index", class: SessionKeyIndex },
  { name: "2026-11-27-changed-fields", class: ChangedFields },
  { name: "2026-11-27-imports", class: Imports },
  { name: "2026-11-27-declared-catalogs", class: DeclaredCatalogs },
  { name: "2026-11-27-inbox", class: Inbox },
];

/** What a database that this release can use has run. */
export const migrationNames: readonly string[] = migrations.map(({ name }) => name);
