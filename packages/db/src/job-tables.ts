import type { ClientBase } from "pg";
import { getConstructionPlans } from "pg-boss";
import { quoteSchema } from "./schema.ts";

/** The PostgreSQL schema that holds the tables of pg-boss, next to the one that holds the product's tables. */
export function getJobsSchema(schema: string): string {
  return `${schema}_jobs`;
}

/**
 * Creates the tables of pg-boss if they are missing, so that storing an event can insert jobs before any server has started.
 * pg-boss itself upgrades them when it starts.
 */
export async function createJobTables(client: ClientBase, schema: string): Promise<void> {
  const jobsSchema = quoteSchema(getJobsSchema(schema));
  const { rows } = await client.query<{ exists: boolean }>("select to_regclass($1) is not null as exists", [
    `${jobsSchema}.version`,
  ]);

  if (!rows[0]?.exists) await client.query(getConstructionPlans(jobsSchema, { createSchema: false }));
}
