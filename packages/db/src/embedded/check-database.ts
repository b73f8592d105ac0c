import { setTimeout as sleep } from "node:timers/promises";
import { Client } from "pg";
import { DatabaseUnavailableError } from "./database-unavailable-error.ts";
import { errorCode } from "./error-code.ts";

const MIN_MAJOR_VERSION = 14;
const CONNECT_TIMEOUT_MS = 5_000;
const START_TIMEOUT_MS = 15_000;

/**
 * Checks that the PostgreSQL at `url` accepts the connection and is new enough. Waits for one that is starting.
 *
 * @throws {DatabaseUnavailableError} The message names host, port and database, never the password.
 */
export async function checkDatabase(url: string): Promise<void> {
  const startedBy = Date.now() + START_TIMEOUT_MS;

  for (;;) {
    const client = clientFor(url);
    const address = `${client.host}:${client.port}`;
    client.on("error", () => {});

    try {
      await client.connect();
      await checkVersion(client, address);
      return;
    } catch (error) {
      if (error instanceof DatabaseUnavailableError) throw error;
      if (!isStarting(error) || Date.now() > startedBy) {
        throw new DatabaseUnavailableError(describeFailure(error, client, address), { cause: error });
      }
      await sleep(250);
    } finally {
      await client.end().catch(() => {});
    }
  }
}

function clientFor(url: string): Client {
  const isPostgres = URL.canParse(url) && /^postgres(ql)?:$/.test(new URL(url).protocol);

  if (!isPostgres) {
    throw new DatabaseUnavailableError(
      "DATABASE_URL is not a PostgreSQL URL. Use the form postgres://user:password@localhost:5432/database, or leave it empty to use the built-in PostgreSQL.",
    );
  }
  return new Client({
    connectionString: url,
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
    application_name: "admin-events check",
  });
}

async function checkVersion(client: Client, address: string): Promise<void> {
  const { rows } = await client.query<{ version: string; number: number }>(
    "select current_setting('server_version') as version, current_setting('server_version_num')::int as number",
  );
  const [server] = rows;

  if (!server || server.number < MIN_MAJOR_VERSION * 10_000) {
    throw new DatabaseUnavailableError(
      `The PostgreSQL at ${address} is version ${server?.version ?? "unknown"}. Version ${MIN_MAJOR_VERSION} or newer is required. Upgrade it, or leave DATABASE_URL empty to use the built-in PostgreSQL.`,
    );
  }
}

function isStarting(error: unknown): boolean {
  const cannotConnectNow = "57P03";

  return errorCode(error) === cannotConnectNow;
}

function describeFailure(error: unknown, { host, user, database }: Client, address: string): string {
  switch (errorCode(error)) {
    case "ECONNREFUSED":
      return `No server answers at ${address} (database "${database}"). Start PostgreSQL there, correct DATABASE_URL, or leave it empty to use the built-in PostgreSQL.`;
    case "ENOTFOUND":
    case "EAI_AGAIN":
      return `The host "${host}" in DATABASE_URL does not exist. Correct it, or leave DATABASE_URL empty to use the built-in PostgreSQL.`;
    case "28P01":
    case "28000":
      return `The PostgreSQL at ${address} rejects user "${user}" for database "${database}" (${getMessage(error)}). Correct the user and password in DATABASE_URL.`;
    case "3D000":
      return `The PostgreSQL at ${address} has no database "${database}". Create it (create database "${database}"), or correct DATABASE_URL.`;
    default:
      return `Connecting to the PostgreSQL at ${address} (database "${database}") failed (${getMessage(error)}). Correct DATABASE_URL, or leave it empty to use the built-in PostgreSQL.`;
  }
}

function getMessage(error: unknown): string {
  return error instanceof Error && error.message ? error.message : String(errorCode(error));
}
