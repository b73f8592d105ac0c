import { parseDatabaseUrl } from "@admin-events/db/connections";
import { spawn } from "node:child_process";
import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { text } from "node:stream/consumers";

/** A backup or restore failed. The message says what to do. */
export class BackupError extends Error {
  override readonly name = "BackupError";
}

/** `pg_dump` or `pg_restore`, at least as new as the server. */
export interface PostgresProgram {
  /** @throws {BackupError} with the errors in its output. */
  run: (args: readonly string[], databaseUrl: string) => Promise<void>;
}

/** Debian and Ubuntu install each version separately. */
const DEBIAN_FOLDER = "/usr/lib/postgresql";

/**
 * Finds the newest `pg_dump` or `pg_restore` on this machine.
 *
 * @param serverVersion the server's major version, such as 18.
 * @throws {BackupError} if it is missing or older than the server, which pg_dump rejects.
 */
export async function findProgram(
  name: "pg_dump" | "pg_restore",
  serverVersion: number,
): Promise<PostgresProgram> {
  const versions: number[] = [];

  for (const program of [...(await listDebianPrograms(name)), name]) {
    const version = await getVersion(program);
    if (version === null) continue;
    versions.push(version);
    if (version >= serverVersion) return { run: (args, url) => runProgram(program, args, url) };
  }

  const problem =
    versions.length === 0 ? "is not installed" : `is version ${Math.max(...versions)} on this machine`;
  throw new BackupError(
    `${name} ${problem}, but the server is PostgreSQL ${serverVersion}. Install postgresql-client-${serverVersion} (from apt.postgresql.org if your Debian has an older one), or run this command on a machine that has it.`,
  );
}

async function listDebianPrograms(name: string): Promise<string[]> {
  const versions = await readdir(DEBIAN_FOLDER).catch(() => []);

  return versions
    .sort((a, b) => Number(b) - Number(a))
    .map((version) => join(DEBIAN_FOLDER, version, "bin", name));
}

/** The major version; null if the program is missing. */
async function getVersion(program: string): Promise<number | null> {
  try {
    const child = spawn(program, ["--version"], { stdio: ["ignore", "pipe", "ignore"] });
    const failed = new Promise<never>((_resolve, reject) => child.once("error", reject));
    const output = await Promise.race([text(child.stdout), failed]);
    const version = /\b(\d+)\.\d+/.exec(output)?.[1];

    return version ? Number(version) : null;
  } catch {
    return null;
  }
}

async function runProgram(program: string, args: readonly string[], databaseUrl: string): Promise<void> {
  const child = spawn(program, args, {
    stdio: ["ignore", "ignore", "pipe"],
    // Not as arguments, which every user of the machine can see.
    env: { ...process.env, ...toConnectionVariables(databaseUrl) },
  });
  const { promise: ended, resolve, reject } = Promise.withResolvers<number | null>();
  child.once("close", resolve).once("error", reject);
  const [output, exitCode] = await Promise.all([text(child.stderr), ended]);
  if (exitCode === 0) return;

  throw new BackupError(`${program} failed: ${summarizeOutput(output) || `exit code ${exitCode}`}`);
}

const MAX_OUTPUT_LINES = 20;

/** Every line that names an error, its object or its statement, once. Without the final count of errors. */
export function summarizeOutput(output: string): string {
  const lines = output
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "" && !/warning: errors ignored on restore/i.test(line));
  const distinct = [...new Set(lines)];
  const cut = distinct.length - MAX_OUTPUT_LINES;

  return [...distinct.slice(0, MAX_OUTPUT_LINES), ...(cut > 0 ? [`… and ${cut} more lines`] : [])].join("\n");
}

const VARIABLE_BY_PARAMETER = {
  application_name: "PGAPPNAME",
  channel_binding: "PGCHANNELBINDING",
  client_encoding: "PGCLIENTENCODING",
  connect_timeout: "PGCONNECT_TIMEOUT",
  options: "PGOPTIONS",
  sslcert: "PGSSLCERT",
  sslkey: "PGSSLKEY",
  sslnegotiation: "PGSSLNEGOTIATION",
  sslrootcert: "PGSSLROOTCERT",
};
/** Names of the driver, and modes that would fall back to an unencrypted connection. */
const PROGRAM_SSL_MODES: Record<string, string> = { "no-verify": "require", prefer: "require" };

/**
 * The whole address as variables, so that these programs connect as the servers do.
 * https://www.postgresql.org/docs/current/libpq-envars.html
 */
export function toConnectionVariables(databaseUrl: string): Record<string, string> {
  const { host, port, user, password, database, ssl } = parseDatabaseUrl(databaseUrl);
  const parameters = new URLSearchParams(databaseUrl.split("?")[1] ?? "");
  const mode = parameters.get("sslmode") ?? (ssl === undefined ? "" : ssl === false ? "disable" : "require");
  const variables = {
    ...Object.fromEntries(
      Object.entries(VARIABLE_BY_PARAMETER).map(([name, variable]) => [variable, parameters.get(name) ?? ""]),
    ),
    PGHOST: host ?? "",
    PGPORT: port === undefined ? "" : String(port),
    PGUSER: user ?? "",
    PGPASSWORD: typeof password === "string" ? password : "",
    PGDATABASE: database ?? "",
    PGSSLMODE: PROGRAM_SSL_MODES[mode] ?? mode,
  };

  return Object.fromEntries(Object.entries(variables).filter(([, value]) => value !== ""));
}
