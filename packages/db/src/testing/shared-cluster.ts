import { Client } from "pg";
import { migrate } from "../migrate.ts";
import { createThrowAwayCluster } from "./throw-away-cluster.ts";
import { discardAbandonedFolders } from "./throw-away-folder.ts";

/** What a test needs to know about the cluster of its run. */
export interface SharedCluster {
  /** A database to connect to while creating and dropping others. */
  adminUrl: string;
  /** The migrated database that others are cloned from. Nobody can connect to it. */
  template: string;
}

const settings = {
  max_connections: "300",
  synchronous_commit: "off",
  // Leaves the template alone while it is cloned, and plans the same from run to run.
  autovacuum: "off",
};

/**
 * Starts the one cluster of a whole test run and migrates its template; disposing deletes it. What an earlier run left
 * behind when it was killed is cleared away first.
 */
export async function startSharedCluster(): Promise<SharedCluster & AsyncDisposable> {
  await discardAbandonedFolders();
  const cluster = await createThrowAwayCluster(settings);
  const template = "template_migrated";
  const adminUrl = cluster.urlOf("postgres");

  await using admin = await administrate(adminUrl);
  await admin.query(`create database ${template}`);
  await migrate(cluster.urlOf(template));
  // A clone is refused while anybody is connected to its template.
  await admin.query(`alter database ${template} with is_template true allow_connections false`);

  return { adminUrl, template, [Symbol.asyncDispose]: () => cluster[Symbol.asyncDispose]() };
}

/** A connection that closes when disposed. */
export async function administrate(adminUrl: string) {
  const client = new Client({ connectionString: adminUrl, application_name: "admin-events test" });
  await client.connect();

  return Object.assign(client, { [Symbol.asyncDispose]: () => client.end() });
}
