import type { ClientBase } from "pg";
import { getConstructionPlans, getMigrationPlans } from "pg-boss";
import { quoteSchema } from "./schema.ts";

/** The version of pg-boss's tables that this release installs, and that its own SQL writes to. Tests compare it with the library. */
export const JOB_TABLES_VERSION = 46;

/** The PostgreSQL schema that holds the tables of pg-boss, next to the one that holds the product's tables. */
export function getJobsSchema(schema: string): string {
  return `${schema}_jobs`;
}

/** Null if there are no tables yet. */
async function findVersion(client: ClientBase, jobsSchema: string): Promise<number | null> {
  const { rowCount } = await client.query("select from pg_class where oid = to_regclass($1)", [
    `${jobsSchema}.version`,
  ]);
  if (rowCount === 0) return null;
  const { rows } = await client.query<{ version: number }>(`select version from ${jobsSchema}.version`);

  return rows[0]?.version ?? null;
}

/** Whether the tables of pg-boss are at least as new as the library, which runs on newer ones too. */
export async function isJobSchemaCurrent(client: ClientBase, schema: string): Promise<boolean> {
  const version = await findVersion(client, quoteSchema(getJobsSchema(schema)));

  return version !== null && version >= JOB_TABLES_VERSION;
}

/**
 * Creates or upgrades the tables of pg-boss. Here and not when pg-boss starts: storing an event inserts jobs before any server has
 * started, and the role of a server may own no tables.
 */
export async function migrateJobTables(client: ClientBase, schema: string): Promise<void> {
  const jobsSchema = quoteSchema(getJobsSchema(schema));
  const version = await findVersion(client, jobsSchema);
  if (version === null) {
    await client.query(getConstructionPlans(jobsSchema, { createSchema: false }));
    return;
  }
  if (version >= JOB_TABLES_VERSION) return;

  const { transaction, indexBuilds } = splitPlan(getMigrationPlans(jobsSchema, version));
  await client.query(transaction);
  for (const statement of indexBuilds) await client.query(statement);
}

/** Indexes are built concurrently, which neither a transaction nor a text of several statements may contain. */
function splitPlan(plan: string): { transaction: string; indexBuilds: string[] } {
  const end = plan.lastIndexOf("COMMIT;") + "COMMIT;".length;
  const indexBuilds = plan
    .slice(end)
    .split(/;\s*(?:\n|$)/)
    .filter((statement) => /^\s*CREATE /im.test(statement));

  return { transaction: plan.slice(0, end), indexBuilds };
}
