import { Client } from "pg";
import { migrate } from "../migrate.ts";
import { createTemporaryCluster } from "./temporary-cluster.ts";
import { deleteAbandonedFolders } from "./temporary-folder.ts";

export interface SharedCluster {
  adminUrl: string;
  /** The migrated database that others are cloned from. It accepts no connections. */
  template: string;
}

const settings = {
  max_connections: "300",
  synchronous_commit: "off",
  // Keeps the template free of connections, and plans equal from run to run.
  autovacuum: "off",
};

/**
 * Starts the cluster of a test run and migrates its template. Disposing deletes it. Deletes what a killed run left behind.
 */
export async function startSharedCluster(): Promise<SharedCluster & AsyncDisposable> {
  await deleteAbandonedFolders();
  const cluster = await createTemporaryCluster(settings);
  const template = "template_migrated";
  const adminUrl = cluster.getUrl("postgres");

  await using admin = await openAdminClient(adminUrl);
  await admin.query(`create database ${template}`);
  await migrate(cluster.getUrl(template));
  // PostgreSQL refuses to clone a template with connections.
  await admin.query(`alter database ${template} with is_template true allow_connections false`);

  return { adminUrl, template, [Symbol.asyncDispose]: () => cluster[Symbol.asyncDispose]() };
}

export async function openAdminClient(adminUrl: string) {
  const client = new Client({ connectionString: adminUrl, application_name: "admin-events test" });
  await client.connect();

  return Object.assign(client, { [Symbol.asyncDispose]: () => client.end() });
}
