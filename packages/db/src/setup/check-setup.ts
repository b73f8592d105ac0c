import type { ClientBase } from "pg";
import { getJobsSchema, isJobSchemaCurrent } from "../job-tables.ts";
import type { migrations as productMigrations } from "../migrations/index.ts";
import { findExecuted } from "../migrations/executed.ts";
import {
  findHiddenSchemas,
  findForeignObjects,
  findMigrationProblems,
  findRuntimeProblems,
} from "./find-schema-problems.ts";
import { findAddressProblems, findServerProblems } from "./find-server-problems.ts";
import { SetupError } from "./setup-error.ts";

export interface CheckOptions {
  schema: string;
  migrations: typeof productMigrations;
  /** Of the same database, through a pooler. */
  pooledUrl?: string;
}

export interface SetupState {
  executed: ReadonlySet<string>;
  pending: typeof productMigrations;
  /** Whether the tables of the background jobs are missing or older than the library. */
  hasOldJobTables: boolean;
}

/**
 * Looks at everything that could prevent the migrations, and the server after them, before the first statement that changes
 * something.
 *
 * @throws {SetupError} that names every problem.
 */
export async function checkSetup(client: ClientBase, options: CheckOptions): Promise<SetupState> {
  const schemas = { schema: options.schema, jobsSchema: getJobsSchema(options.schema) };
  const problems = await findServerProblems(client);
  if (options.pooledUrl !== undefined)
    problems.push(...(await findAddressProblems(client, options.pooledUrl)));
  const hidden = await findHiddenSchemas(client, schemas);
  // The rest reads tables.
  if (hidden.length > 0) throw new SetupError([...problems, ...hidden]);

  const executed = await findExecuted(client, options.schema);
  const known = new Set(options.migrations.map(({ name }) => name));
  const pending = options.migrations.filter(({ name }) => !executed.has(name));
  const hasOldJobTables = !(await isJobSchemaCurrent(client, options.schema));
  if (executed.size > 0 && ![...executed].some((name) => known.has(name))) {
    problems.push(
      `The schema ${options.schema} has a table migrations of another program. Set DB_SCHEMA to a name that is free.`,
    );
  } else {
    if (executed.size === 0) problems.push(...(await findForeignObjects(client, schemas)));
    const needsOwner = pending.length > 0 || hasOldJobTables;
    problems.push(...(await (needsOwner ? findMigrationProblems : findRuntimeProblems)(client, schemas)));
  }
  if (problems.length > 0) throw new SetupError(problems);

  return { executed, pending, hasOldJobTables };
}

/**
 * Looks at the server, and at the rights to create the schemas and their tables.
 *
 * @throws {SetupError} that names every problem.
 */
export async function assertMayCreateTables(client: ClientBase, schema: string): Promise<void> {
  const schemas = { schema, jobsSchema: getJobsSchema(schema) };
  const problems = [
    ...(await findServerProblems(client)),
    ...(await findHiddenSchemas(client, schemas)),
    ...(await findMigrationProblems(client, schemas)),
  ];
  if (problems.length > 0) throw new SetupError(problems);
}
