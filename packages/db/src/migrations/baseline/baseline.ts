import { SchemaMigration } from "../schema-migration.ts";
import { createAccess } from "./access.ts";
import { createEvents } from "./events.ts";
import { createPeople } from "./people.ts";
import { createRollups } from "./rollups.ts";
import { createUsage } from "./usage.ts";

/** Every table, index, function and trigger of the first release. */
export class Baseline extends SchemaMigration {
  override up(): void {
    const statements = [
      ...createPeople(this.schema),
      ...createEvents(),
      ...createRollups(this.schema),
      ...createUsage(this.schema),
      ...createAccess(),
    ];
    for (const statement of statements) this.addSql(statement);
  }
}
