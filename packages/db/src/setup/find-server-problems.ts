import type { ClientBase } from "pg";
import { openClient } from "../connections/open-client.ts";

const MIN_MAJOR_VERSION = 14;

export interface ServerFacts {
  version: number;
  versionText: string;
  isStandby: boolean;
  isReadOnly: boolean;
  encoding: string;
  database: string;
  role: string;
  mayReadTimeline: boolean;
}

/** The problems with the server and the database themselves, whatever is in them. */
export async function findServerProblems(client: ClientBase): Promise<string[]> {
  const { rows } = await client.query<ServerFacts>(
    `select
       current_setting('server_version_num')::int as version,
       split_part(current_setting('server_version'), ' ', 1) as "versionText",
       pg_is_in_recovery() as "isStandby",
       current_setting('transaction_read_only') = 'on' as "isReadOnly",
       pg_encoding_to_char(encoding)::text as encoding,
       datname::text as database,
       current_user::text as role,
       has_function_privilege('pg_control_system()', 'execute')
         and has_function_privilege('pg_control_checkpoint()', 'execute') as "mayReadTimeline"
     from pg_database where datname = current_database()`,
  );

  return rows[0] ? describeServerProblems(rows[0]) : [];
}

/** One message for each problem, with the remedy. */
export function describeServerProblems(facts: ServerFacts): string[] {
  const { version, versionText, isStandby, isReadOnly, encoding, database, role, mayReadTimeline } = facts;
  const problems: string[] = [];

  if (version < MIN_MAJOR_VERSION * 10_000)
    problems.push(
      `PostgreSQL is version ${versionText}. Upgrade it to ${MIN_MAJOR_VERSION} or newer, or leave DATABASE_URL empty to use the built-in PostgreSQL.`,
    );
  if (isStandby) problems.push("The server is a standby. Set DATABASE_URL to the primary server.");
  else if (isReadOnly)
    problems.push(
      `The database ${database} is read-only for the role ${role}. Set default_transaction_read_only to off for both, or set DATABASE_URL to the primary server.`,
    );
  if (encoding !== "UTF8")
    problems.push(
      `The database ${database} has the encoding ${encoding}. Create one with: create database <name> encoding 'UTF8' template template0;`,
    );
  if (!mayReadTimeline)
    problems.push(
      `The role ${role} may not tell one PostgreSQL cluster from another. As an administrator, run: grant execute on function pg_control_system(), pg_control_checkpoint() to "${role}";`,
    );

  return problems;
}

/** Servers use two addresses if there is a pooler. Events that one writes must be in the database in which the other listens. */
export async function findAddressProblems(client: ClientBase, pooledUrl: string): Promise<string[]> {
  await using pooled = await openClient(pooledUrl, { applicationName: "admin-events migrate" });
  const [direct, other] = await Promise.all([getPlace(client), getPlace(pooled)]);
  if (!direct || !other || (direct.database === other.database && direct.cluster === other.cluster))
    return [];

  return [
    `DATABASE_URL leads to the database ${other.database}, and DIRECT_DATABASE_URL to ${direct.database}${direct.database === other.database ? " of another server" : ""}. Set both to the same one.`,
  ];
}

/** Null if the role may not tell one cluster from another. */
async function getPlace(client: ClientBase): Promise<{ cluster: string; database: string } | null> {
  const { rowCount } = await client.query(
    "select where has_function_privilege('pg_control_system()', 'execute')",
  );
  if (rowCount === 0) return null;
  const { rows } = await client.query<{ cluster: string; database: string }>(
    `select system_identifier::text as cluster, current_database()::text as database
     from pg_control_system()`,
  );

  return rows[0] ?? null;
}
