import { getJobsSchema } from "../job-tables.ts";
import { assertSchemaName, DEFAULT_SCHEMA, quoteSchema, SchemaNameError } from "../schema.ts";
import { SECRET_TABLES } from "./secret-tables.ts";

export interface SetupSqlOptions {
  /** Default: the one in which the statements are run. */
  database?: string;
  /** Default `admin_events`. */
  schema?: string;
  /** Owns schemas and tables, and runs migrations. Default `<schema>_owner`. */
  owner?: string;
  /** Of the servers: reads and writes rows. Default `<schema>_server`. */
  runtime?: string;
  /** Of people and programs that query the tables. Default `<schema>_reader`. */
  reader?: string;
}

const quote = quoteSchema;

function quoteText(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}

/**
 * The statements that an administrator runs once in the database that Admin Events shares. They need a superuser, or a role with
 * CREATEROLE that owns the database, and may be run again. They contain no password.
 *
 * @throws {SchemaNameError} if a name is not supported.
 */
export function createSetupSql({
  database,
  schema = DEFAULT_SCHEMA,
  owner = `${schema}_owner`,
  runtime = `${schema}_server`,
  reader = `${schema}_reader`,
}: SetupSqlOptions = {}): string {
  assertSchemaName(schema);
  const schemas = [schema, getJobsSchema(schema)];
  const roles = [owner, runtime, reader];
  for (const name of [...roles, database ?? ""]) assertName(name);

  return [
    `-- Roles and schemas of Admin Events${database === undefined ? "" : ` in the database ${database}`}. Run it as an administrator, in one transaction. It can be run again.`,
    "begin;",
    ...(database === undefined ? [] : [assertDatabase(database)]),
    section(
      "The owner runs migrations, the server's role reads and writes rows, the reader's role only reads.",
      roles.map(createRole),
    ),
    section("Sign in to psql as an administrator and give each role a password:", [
      ...roles.map((role) => `--   \\password ${quote(role)}`),
    ]),
    section("The schemas of the tables and of the background jobs.", [
      joinOwner(owner),
      ...schemas.map((name) => `create schema if not exists ${quote(name)} authorization ${quote(owner)};`),
      ...schemas.map((name) => `revoke all on schema ${quote(name)} from public;`),
    ]),
    section("The server's role: tables that exist, and those of later migrations.", [
      ...schemas.flatMap((name) => grantRows(name, owner, runtime)),
    ]),
    section(
      `The reader's role: every table with events, people and figures. ${[...SECRET_TABLES].join(", ")} contain secrets; \`pnpm cli migrate\` takes them from it.`,
      grantReading(schema, owner, reader),
    ),
    section("Shows the server the age of other roles' transactions and statements. Optional.", [
      attempt(
        `grant pg_read_all_stats to ${quote(runtime)}, ${quote(owner)};`,
        "The System page and waiting migrations will not show the age of other roles' transactions: granting pg_read_all_stats needs a superuser.",
      ),
    ]),
    section("Where connecting is not open to everyone.", [
      attempt(
        `execute format('grant connect on database %I to %I, %I, %I', current_database(), ${roles.map(quoteText).join(", ")});`,
        "CONNECT on the database was not granted: that needs its owner.",
      ),
    ]),
    "commit;",
  ].join("\n\n");
}

function section(comment: string, statements: readonly string[]): string {
  return [`-- ${comment}`, ...statements].join("\n");
}

/** A name that a quoted identifier and a dollar-quoted block can hold. PostgreSQL cuts names after 63 bytes. */
function assertName(name: string): void {
  if (Buffer.byteLength(name) > 63 || /["\\$\u0000-\u001f]/.test(name)) {
    throw new SchemaNameError(
      `${JSON.stringify(name)} is not supported as a name. Use at most 63 bytes, without quotes, backslashes, dollar signs and control characters.`,
    );
  }
}

/** A role creates schemas, and changes the default privileges, only of roles that it is a member of. */
function joinOwner(owner: string): string {
  return [
    "do $$ begin",
    "  if not (select rolsuper from pg_roles where rolname = current_user) then",
    `    grant ${quote(owner)} to current_user;`,
    "  end if;",
    "end $$;",
  ].join("\n");
}

function assertDatabase(database: string): string {
  return [
    "do $$ begin",
    `  if current_database() <> ${quoteText(database)} then`,
    `    raise exception 'These statements are for the database %, not for %.', ${quoteText(database)}, current_database();`,
    "  end if;",
    "end $$;",
  ].join("\n");
}

function createRole(role: string): string {
  return [
    "do $$ begin",
    `  if not exists (select from pg_roles where rolname = ${quoteText(role)}) then`,
    `    create role ${quote(role)} login;`,
    "  end if;",
    "end $$;",
  ].join("\n");
}

function attempt(statement: string, notice: string): string {
  return [
    "do $$ begin",
    `  ${statement}`,
    "exception when insufficient_privilege then",
    `  raise notice ${quoteText(notice)};`,
    "end $$;",
  ].join("\n");
}

function grantRows(schema: string, owner: string, role: string): string[] {
  const [inSchema, to] = [`in schema ${quote(schema)}`, `to ${quote(role)}`];
  const defaults = `alter default privileges for role ${quote(owner)} ${inSchema}`;

  return [
    `grant usage on schema ${quote(schema)} ${to};`,
    `grant select, insert, update, delete on all tables ${inSchema} ${to};`,
    `grant usage, select, update on all sequences ${inSchema} ${to};`,
    `grant execute on all functions ${inSchema} ${to};`,
    `${defaults} grant select, insert, update, delete on tables ${to};`,
    `${defaults} grant usage, select, update on sequences ${to};`,
    `${defaults} grant execute on functions ${to};`,
  ];
}

function grantReading(schema: string, owner: string, role: string): string[] {
  return [
    `grant usage on schema ${quote(schema)} to ${quote(role)};`,
    `grant select on all tables in schema ${quote(schema)} to ${quote(role)};`,
    revokeSecrets(schema, role),
    `alter default privileges for role ${quote(owner)} in schema ${quote(schema)} grant select on tables to ${quote(role)};`,
  ];
}

function revokeSecrets(schema: string, role: string): string {
  const names = [...SECRET_TABLES].map(quoteText).join(", ");

  return [
    "do $$ declare secret record; begin",
    `  for secret in select relname from pg_class where relnamespace = ${quoteText(quote(schema))}::regnamespace and relname in (${names}) loop`,
    `    execute format('revoke select on %I.%I from %I', ${quoteText(schema)}, secret.relname, ${quoteText(role)});`,
    "  end loop;",
    "end $$;",
  ].join("\n");
}
