import { spawn } from "node:child_process";
import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { text } from "node:stream/consumers";

/** A backup or a restore cannot be made. The message is a sentence with what to do. */
export class BackupFailed extends Error {
  override readonly name = "BackupFailed";
}

/** One of PostgreSQL's own programs for backups, at least as new as the server it is used with. */
export interface PostgresProgram {
  /** Runs it against a database. @throws {BackupFailed} with what it said last when it fails. */
  run: (args: readonly string[], databaseUrl: string) => Promise<void>;
}

/** Where Debian and Ubuntu keep each version's programs. */
const debianFolder = "/usr/lib/postgresql";

/**
 * Finds `pg_dump` or `pg_restore` of this machine, the newest first.
 *
 * @param serverVersion the server's main version, like 18.
 * @throws {BackupFailed} when there is none, or none new enough: pg_dump refuses servers newer than itself.
 */
export async function findProgram(
  name: "pg_dump" | "pg_restore",
  serverVersion: number,
): Promise<PostgresProgram> {
  const versions: number[] = [];

  for (const program of [...(await debianPrograms(name)), name]) {
    const version = await versionOf(program);
    if (version === null) continue;
    versions.push(version);
    if (version >= serverVersion) return { run: (args, url) => runAgainst(program, args, url) };
  }

  const found =
    versions.length === 0
      ? "is not installed"
      : `is only of version ${Math.max(...versions)} on this machine`;
  throw new BackupFailed(
    `${name} ${found}, and the server is PostgreSQL ${serverVersion}: install the Debian package postgresql-client-${serverVersion} (from apt.postgresql.org where Debian itself has an older one), or run this command where it is.`,
  );
}

async function debianPrograms(name: string): Promise<string[]> {
  const versions = await readdir(debianFolder).catch(() => []);

  return versions
    .sort((a, b) => Number(b) - Number(a))
    .map((version) => join(debianFolder, version, "bin", name));
}

/** The main version; null when there is no such program. */
async function versionOf(program: string): Promise<number | null> {
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

async function runAgainst(program: string, args: readonly string[], databaseUrl: string): Promise<void> {
  const child = spawn(program, args, {
    stdio: ["ignore", "ignore", "pipe"],
    // Not among the arguments, which every user of the machine can see.
    env: { ...process.env, ...connectionVariables(databaseUrl) },
  });
  const { promise: ended, resolve, reject } = Promise.withResolvers<number | null>();
  child.once("close", resolve).once("error", reject);
  const [said, exitCode] = await Promise.all([text(child.stderr), ended]);
  if (exitCode === 0) return;

  throw new BackupFailed(`${program} failed: ${said.trim().split("\n").at(-1) || `exit code ${exitCode}`}`);
}

/** https://www.postgresql.org/docs/current/libpq-envars.html */
function connectionVariables(databaseUrl: string): Record<string, string> {
  const { hostname, port, username, password, pathname, searchParams } = new URL(databaseUrl);
  const variables = {
    PGHOST: decodeURIComponent(searchParams.get("host") ?? hostname),
    PGPORT: port,
    PGUSER: decodeURIComponent(username),
    PGPASSWORD: decodeURIComponent(password),
    PGDATABASE: decodeURIComponent(pathname.slice(1)),
    PGSSLMODE: searchParams.get("sslmode") ?? "",
  };

  return Object.fromEntries(Object.entries(variables).filter(([, value]) => value !== ""));
}
