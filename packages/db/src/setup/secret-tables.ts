import type { ClientBase } from "pg";

/** Tables whose rows open the panel, send events in another's name, or undo an erasure. */
export const SECRET_TABLES: ReadonlySet<string> = new Set([
  "activity_salts",
  "actor_salts",
  "api_keys",
  "erasure_keys",
  "panel_accounts",
  "panel_sessions",
  "panel_users",
  "panel_verifications",
]);

/**
 * Takes the tables with secrets from the roles that may only read: default privileges, which give them every later table, know no
 * exceptions.
 */
export async function hideSecretTables(client: ClientBase, schema: string): Promise<void> {
  const { rows } = await client.query<{ statement: string }>(
    `with readers as (
       select grantee
       from pg_default_acl
       join pg_namespace on pg_namespace.oid = defaclnamespace
       cross join lateral aclexplode(defaclacl)
       where nspname = $1 and defaclobjtype = 'r' and pg_has_role(defaclrole, 'usage') and grantee not in (0, defaclrole)
       group by grantee having array_agg(privilege_type) = '{SELECT}'
     )
     select format('revoke select on %I.%I from %I', nspname, relname, rolname) as statement
     from readers
     join pg_roles on pg_roles.oid = grantee
     join pg_class on relname = any($2) and relkind = 'r' and pg_has_role(relowner, 'usage')
     join pg_namespace on pg_namespace.oid = relnamespace
     cross join lateral aclexplode(relacl) as held
     where nspname = $1 and held.grantee = readers.grantee`,
    [schema, [...SECRET_TABLES]],
  );

  for (const { statement } of rows) await client.query(statement);
}
