import { execFile } from "node:child_process";
import { stat } from "node:fs/promises";
import { promisify } from "node:util";
import { DatabaseUnavailableError } from "./database-unavailable-error.ts";

const run = promisify(execFile);

export interface ServerAccount {
  uid: number;
  gid: number;
}

/**
 * PostgreSQL refuses to run as root. For root it runs as the owner of the cluster, or else as the user `postgres`, which
 * is created if missing.
 *
 * @returns null if it can run as the user of this process.
 * @throws {DatabaseUnavailableError} if the user cannot be created.
 */
export async function resolveServerAccount(getClusterDirectory: string): Promise<ServerAccount | null> {
  if (process.getuid?.() !== 0) return null;

  const owner = await stat(getClusterDirectory).catch(() => null);
  if (owner && owner.uid !== 0) return { uid: owner.uid, gid: owner.gid };

  return (await findPostgresUser()) ?? (await createPostgresUser());
}

async function findPostgresUser(): Promise<ServerAccount | null> {
  try {
    const [uid, gid] = await Promise.all([run("id", ["-u", "postgres"]), run("id", ["-g", "postgres"])]);

    return { uid: Number(uid.stdout), gid: Number(gid.stdout) };
  } catch {
    return null;
  }
}

async function createPostgresUser(): Promise<ServerAccount> {
  try {
    await run("groupadd", ["--force", "--system", "postgres"]);
    await run("useradd", ["--system", "--gid", "postgres", "--no-create-home", "postgres"]);
  } catch {
    // Two commands may create the user at the same time; the check below decides.
  }
  const account = await findPostgresUser();
  if (account) return account;

  throw new DatabaseUnavailableError(
    'PostgreSQL does not run as root, and creating the user "postgres" failed. Create that user, run this command as a normal user, or set DATABASE_URL to a PostgreSQL of your own.',
  );
}
