import { randomBytes } from "node:crypto";
import type { DebianCluster } from "./debian-cluster.ts";
import { runScript } from "./script.ts";

/** Tables of an application, named as those of Admin Events are. */
const APP_TABLES = `
  create table users (id serial primary key, email text not null unique);
  create table events (id serial primary key, user_id int references users, name text not null);
  create table sessions (id serial primary key, user_id int references users, token text);
  create table migrations (id serial primary key, name text, executed_at timestamptz default now());
  create table job (id serial primary key, state text);
  create function touch() returns trigger language plpgsql as $$ begin return new; end $$;
  create trigger touched before update on events for each row execute function touch();
  insert into users (email) values ('ann@app.example'), ('bob@app.example');
  insert into events (user_id, name) select id, 'signed in' from users;
  insert into migrations (name) values ('2020-01-01-app'), ('2026-11-26-baseline');
  insert into job (state) values ('created');`;

/** Of every role, because roles belong to all databases of a cluster. */
const password = randomBytes(12).toString("hex");

/** A database of an application, prepared for Admin Events by the statements of `setup-sql`. */
export interface AppDatabase {
  /** Owns the database and the application's tables. */
  appUrl: string;
  /** Owns the schemas of Admin Events. */
  ownerUrl: string;
  /** Reads and writes the tables of Admin Events, and owns nothing. */
  serverUrl: string;
  /** Definitions, rights and rows of the application's tables. */
  dumpApp: () => Promise<string>;
}

/**
 * Creates the application's tables as a role that is no superuser and owns the database, and runs `setup-sql` as that role. A second
 * database of the cluster gets the same roles.
 */
export async function createAppDatabase(cluster: DebianCluster, name: string): Promise<AppDatabase> {
  const url = await cluster.createDatabase(name);
  const as = (role: string) => {
    const own = new URL(url);
    [own.username, own.password] = [role, password];
    return own.href;
  };

  await cluster.runSql(
    url,
    `do $$ begin create role app createrole; exception when duplicate_object then end $$;
     alter role app login password '${password}';
     alter database ${name} owner to app;`,
  );
  await cluster.runSql(url, "grant create on schema public to app");
  await cluster.runSql(as("app"), APP_TABLES);
  const before = await cluster.dumpSchema(url, "public");
  const statements = await runScript("apps/server/src/cli/main.ts", ["setup-sql", "--database", name], {});
  await cluster.runSql(as("app"), statements);
  await cluster.runSql(
    as("app"),
    ["admin_events_owner", "admin_events_server"]
      .map((role) => `alter role ${role} password '${password}';`)
      .join("\n"),
  );
  if ((await cluster.dumpSchema(url, "public")) !== before)
    throw new Error("setup-sql changed the schema of the application.");

  return {
    appUrl: as("app"),
    ownerUrl: as("admin_events_owner"),
    serverUrl: as("admin_events_server"),
    dumpApp: () => cluster.dumpSchema(url, "public"),
  };
}
