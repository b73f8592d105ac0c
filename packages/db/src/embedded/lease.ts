import { setTimeout as sleep } from "node:timers/promises";
import { Client } from "pg";
import { projectDatabase } from "./cluster-access.ts";
import { errorCode } from "./error-code.ts";

const applicationName = "admin-events lease";
const acceptedWithinMs = 30_000;

declare module "pg" {
  // Missing in @types/pg.
  interface Client {
    ref(): void;
    unref(): void;
  }
}

/**
 * Opens the connection by which a process says that it uses the server; whoever finds no other lease may stop it.
 * The server notices by itself when the process dies.
 */
export async function openLease(url: string): Promise<Client> {
  const deadline = Date.now() + acceptedWithinMs;

  for (;;) {
    const client = new Client({ connectionString: url, application_name: applicationName, keepAlive: true });
    // A server that goes away ends the lease; whoever holds it listens for "end".
    client.on("error", () => {});

    try {
      await client.connect();
      return client;
    } catch (error) {
      if (!isBetweenStates(error) || Date.now() > deadline) throw error;
      await sleep(20);
    }
  }
}

/** Whether no other process, and nothing else in this one, holds a lease. */
export async function isOnlyLease(lease: Client): Promise<boolean> {
  const { rows } = await lease.query(
    "select from pg_stat_activity where application_name = $1 and pid <> pg_backend_pid() limit 1",
    [applicationName],
  );

  return rows.length === 0;
}

export async function ensureProjectDatabase(lease: Client): Promise<void> {
  const { rows } = await lease.query("select from pg_database where datname = $1", [projectDatabase]);

  if (rows.length === 0) await lease.query(`create database ${projectDatabase}`);
}

/** Starting up, or recovering from the crash of one of its processes. */
function isBetweenStates(error: unknown): boolean {
  return errorCode(error) === "57P03";
}
