import { setTimeout as sleep } from "node:timers/promises";
import { Client } from "pg";
import { DATABASE_NAME } from "./cluster-access.ts";
import { errorCode } from "./error-code.ts";

const APPLICATION_NAME = "admin-events lease";
const ACCEPT_TIMEOUT_MS = 30_000;

declare module "pg" {
  // Missing in @types/pg.
  interface Client {
    ref(): void;
    unref(): void;
  }
}

/**
 * Opens the connection that marks the server as used by this process. A process that finds no other lease may stop the
 * server. When a process dies, its lease ends.
 */
export async function openLease(url: string): Promise<Client> {
  const deadline = Date.now() + ACCEPT_TIMEOUT_MS;

  for (;;) {
    const client = new Client({ connectionString: url, application_name: APPLICATION_NAME, keepAlive: true });
    // A server that stops ends the lease; its holder listens for "end".
    client.on("error", () => {});

    try {
      await client.connect();
      return client;
    } catch (error) {
      if (!isStartingUp(error) || Date.now() > deadline) throw error;
      await sleep(20);
    }
  }
}

export async function isOnlyLease(lease: Client): Promise<boolean> {
  const { rows } = await lease.query(
    "select from pg_stat_activity where application_name = $1 and pid <> pg_backend_pid() limit 1",
    [APPLICATION_NAME],
  );

  return rows.length === 0;
}

export async function ensureProjectDatabase(lease: Client): Promise<void> {
  const { rows } = await lease.query("select from pg_database where datname = $1", [DATABASE_NAME]);

  if (rows.length === 0) await lease.query(`create database ${DATABASE_NAME}`);
}

function isStartingUp(error: unknown): boolean {
  return errorCode(error) === "57P03";
}
