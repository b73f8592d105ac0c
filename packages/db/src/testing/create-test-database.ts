import { randomBytes } from "node:crypto";
import { inject } from "vitest";
import type { ConnectOptions, MikroORM } from "../connect.ts";
import type { EntityManager } from "../database.ts";
import { connect } from "../connect.ts";
import type { SharedCluster } from "./shared-cluster.ts";
import { openAdminClient } from "./shared-cluster.ts";

declare module "vitest" {
  interface ProvidedContext {
    sharedCluster: SharedCluster;
  }
}

export interface TestDatabase extends AsyncDisposable {
  url: string;
  orm: MikroORM;
  em: EntityManager;
}

/**
 * Creates a migrated, empty database on the cluster of the test run. Disposing closes `orm` and drops the database, even
 * if others are connected.
 *
 * @example
 * await using db = await createTestDatabase();
 */
export async function createTestDatabase(options: Omit<ConnectOptions, "url"> = {}): Promise<TestDatabase> {
  const { adminUrl, template } = inject("sharedCluster");
  const name = `test_${process.pid}_${randomBytes(6).toString("hex")}`;
  const url = getUrl(adminUrl, name);

  await using admin = await openAdminClient(adminUrl);
  await admin.query(`create database ${name} template ${template}`);
  const orm = await connect({ poolSize: 5, ...options, url });

  return {
    url,
    orm,
    em: orm.em.fork(),
    [Symbol.asyncDispose]: async () => {
      await orm.close();
      await dropDatabase(adminUrl, name);
    },
  };
}

function getUrl(adminUrl: string, database: string): string {
  const url = new URL(adminUrl);
  url.pathname = database;

  return url.href;
}

async function dropDatabase(adminUrl: string, name: string): Promise<void> {
  await using admin = await openAdminClient(adminUrl);
  await admin.query(`drop database if exists ${name} with (force)`);
}
