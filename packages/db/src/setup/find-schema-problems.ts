import type { ClientBase } from "pg";
import { entitySchemas } from "../entities/index.ts";
import { quoteSchema } from "../schema.ts";
import { formatSchemaObjects, listSchemaObjects } from "./schema-objects.ts";

interface Schemas {
  schema: string;
  jobsSchema: string;
}

interface SchemaFacts {
  name: string;
  owner: string;
  mayUse: boolean;
  mayCreate: boolean;
}

const tableNames = entitySchemas.map(({ meta }) => meta.tableName);

async function readSchemas(client: ClientBase, { schema, jobsSchema }: Schemas): Promise<SchemaFacts[]> {
  const { rows } = await client.query<SchemaFacts>(
    `select nspname::text as name, pg_get_userbyid(nspowner)::text as owner,
       has_schema_privilege(oid, 'usage') as "mayUse", has_schema_privilege(oid, 'create') as "mayCreate"
     from pg_namespace where nspname = any($1) order by nspname`,
    [[schema, jobsSchema]],
  );

  return rows;
}

/** Schemas that exist and whose tables the role may not even look at. */
export async function findHiddenSchemas(client: ClientBase, schemas: Schemas): Promise<string[]> {
  const role = await getRole(client);

  return (await readSchemas(client, schemas))
    .filter(({ mayUse }) => !mayUse)
    .map(
      ({ name, owner }) =>
        `The schema ${name} belongs to the role ${owner}, and the role ${role} may not use it. Run the statements that \`pnpm cli setup-sql\` prints as an administrator, or set DB_SCHEMA to another name.`,
    );
}

/** Whatever is in the schemas before the first migration belongs to another program. The table of migrations may be left over. */
export async function findForeignObjects(
  client: ClientBase,
  { schema, jobsSchema }: Schemas,
): Promise<string[]> {
  const objects = await listSchemaObjects(client, [schema, jobsSchema]);
  const hasJobTables = objects.some((one) => one.schema === jobsSchema && one.name === "version");
  const foreign = objects.filter((one) =>
    one.schema === schema ? !/^migrations(_id_seq)?$/.test(one.name) : !hasJobTables,
  );

  return foreign.length === 0
    ? []
    : [
        `The schemas ${schema} and ${jobsSchema} contain objects of another program: ${formatSchemaObjects(foreign)}. Set DB_SCHEMA to a name that is free.`,
      ];
}

/** The rights that a migration needs: to create in both schemas, and to change the tables that exist. */
export async function findMigrationProblems(client: ClientBase, schemas: Schemas): Promise<string[]> {
  const role = await getRole(client);
  const existing = await readSchemas(client, schemas);
  const missing = [schemas.schema, schemas.jobsSchema].filter(
    (name) => !existing.some((one) => one.name === name),
  );
  const closed = existing.filter(({ mayUse, mayCreate }) => mayUse && !mayCreate);
  const owners = await findOtherOwners(client, schemas);
  const problems: string[] = [];

  if (missing.length > 0 && !(await mayCreateSchemas(client))) {
    const statements = missing.map((name) => `create schema ${quoteSchema(name)} authorization "${role}";`);
    problems.push(
      `The role ${role} may not create the ${missing.length === 1 ? "schema" : "schemas"} ${missing.join(" and ")}. As an administrator, run: ${statements.join(" ")}`,
    );
  }
  if (closed.length > 0 || owners.length > 0) {
    const names = [...new Set([...closed.map(({ owner }) => owner), ...owners])].join(", ");
    problems.push(
      `Pending migrations, and \`restore\`, need the role ${names}, which owns the tables and schemas; ${role} may not change them. Run \`pnpm cli migrate\` or \`restore\` with the role ${names} in DATABASE_URL, and in DIRECT_DATABASE_URL if that is set.`,
    );
  }

  return problems;
}

async function findOtherOwners(client: ClientBase, { schema, jobsSchema }: Schemas): Promise<string[]> {
  const { rows } = await client.query<{ owner: string }>(
    `select distinct pg_get_userbyid(relowner)::text as owner
     from pg_class join pg_namespace on pg_namespace.oid = relnamespace
     where (nspname = $1 and relname = any($3) or nspname = $2) and relkind in ('r', 'p')
       and not pg_has_role(relowner, 'usage')`,
    [schema, jobsSchema, tableNames],
  );

  return rows.map(({ owner }) => owner);
}

/** The rights that a server needs once the tables are there. */
export async function findRuntimeProblems(
  client: ClientBase,
  { schema, jobsSchema }: Schemas,
): Promise<string[]> {
  const { rows } = await client.query<{ name: string }>(
    `select nspname || '.' || relname as name
     from pg_class join pg_namespace on pg_namespace.oid = relnamespace
     where (nspname = $1 and relname = any($3) or nspname = $2)
       and case relkind
         when 'S' then not has_sequence_privilege(pg_class.oid, 'usage')
         else relkind in ('r', 'p') and not (
           has_table_privilege(pg_class.oid, 'select') and has_table_privilege(pg_class.oid, 'insert')
           and has_table_privilege(pg_class.oid, 'update') and has_table_privilege(pg_class.oid, 'delete')
         )
       end
     order by 1`,
    [schema, jobsSchema, tableNames],
  );
  if (rows.length === 0) return [];

  const [first, second, third] = rows.map(({ name }) => name);
  const names = [first, second, third].filter(Boolean).join(", ");
  return [
    `The role ${await getRole(client)} may not read and write ${names}${rows.length > 3 ? ` and ${rows.length - 3} more` : ""}. Run the statements that \`pnpm cli setup-sql\` prints as an administrator.`,
  ];
}

async function mayCreateSchemas(client: ClientBase): Promise<boolean> {
  const { rows } = await client.query<{ mayCreate: boolean }>(
    `select has_database_privilege(current_database(), 'create') as "mayCreate"`,
  );

  return rows[0]?.mayCreate ?? false;
}

async function getRole(client: ClientBase): Promise<string> {
  const { rows } = await client.query<{ role: string }>("select current_user::text as role");

  return rows[0]?.role ?? "";
}
