import { setTimeout as sleep } from "node:timers/promises";
import { Client } from "pg";
import { DatabaseUnavailableError } from "./database-unavailable.ts";
import { errorCode } from "./error-code.ts";

const oldestMajorVersion = 14;
const answerWithinMs = 5_000;
const startedWithinMs = 15_000;

/**
 * Makes sure that the PostgreSQL at `url` lets us in and is new enough. One that is just starting is waited for.
 *
 * @throws DatabaseUnavailableError naming host, port and database, never the password.
 */
export async function checkDatabase(url: string): Promise<void> {
  const startedBy = Date.now() + startedWithinMs;

  for (;;) {
    const client = clientFor(url);
    const place = `${client.host}:${client.port}`;
    client.on("error", () => {});

    try {
      await client.connect();
      await checkVersion(client, place);
      return;
    } catch (error) {
      if (error instanceof DatabaseUnavailableError) throw error;
      if (!isStarting(error) || Date.now() > startedBy) {
        throw new DatabaseUnavailableError(whatToDo(error, client, place), { cause: error });
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
      "DATABASE_URL is not the address of a PostgreSQL: write it like postgres://user:password@localhost:5432/database, or leave it empty to use the built-in one.",
    );
  }
  return new Client({
    connectionString: url,
    connectionTimeoutMillis: answerWithinMs,
    application_name: "admin-events check",
  });
}

async function checkVersion(client: Client, place: string): Promise<void> {
  const { rows } = await client.query<{ version: string; number: number }>(
    "select current_setting('server_version') as version, current_setting('server_version_num')::int as number",
  );
  const [server] = rows;

  if (!server || server.number < oldestMajorVersion * 10_000) {
    throw new DatabaseUnavailableError(
      `The PostgreSQL at ${place} is version ${server?.version ?? "unknown"}, and ${oldestMajorVersion} is the oldest that works: upgrade it, or leave DATABASE_URL empty to use the built-in one.`,
    );
  }
}

function isStarting(error: unknown): boolean {
  const cannotConnectNow = "57P03";

  return errorCode(error) === cannotConnectNow;
}

/** Codes: https://www.postgresql.org/docs/current/errcodes-appendix.html and Node's system errors. */
function whatToDo(error: unknown, { host, user, database }: Client, place: string): string {
  switch (errorCode(error)) {
    case "ECONNREFUSED":
      return `Nothing listens at ${place} (database "${database}"): start PostgreSQL there, correct DATABASE_URL, or leave it empty to use the built-in one.`;
    case "ENOTFOUND":
    case "EAI_AGAIN":
      return `The host "${host}" of DATABASE_URL cannot be found: correct it, or leave DATABASE_URL empty to use the built-in one.`;
    case "28P01":
    case "28000":
      return `The PostgreSQL at ${place} does not let user "${user}" into database "${database}" (${messageOf(error)}): correct user and password in DATABASE_URL.`;
    case "3D000":
      return `The PostgreSQL at ${place} has no database "${database}": create it (create database "${database}"), or correct DATABASE_URL.`;
    default:
      return `The PostgreSQL at ${place} (database "${database}") cannot be used (${messageOf(error)}): correct DATABASE_URL, or leave it empty to use the built-in one.`;
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error && error.message ? error.message : String(errorCode(error));
}
