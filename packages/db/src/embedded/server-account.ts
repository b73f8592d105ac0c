import { execFile } from "node:child_process";
import { stat } from "node:fs/promises";
import { promisify } from "node:util";
import { DatabaseUnavailableError } from "./database-unavailable.ts";

const run = promisify(execFile);

/** The user that PostgreSQL runs as and that owns its files. */
export interface ServerAccount {
  uid: number;
  gid: number;
}

/**
 * PostgreSQL refuses to run as root, so for root it runs as the owner of the cluster, or as the user `postgres`,
 * who is made when missing.
 *
 * @returns null when it can run as the user of this process.
 * @throws DatabaseUnavailableError when root cannot have such a user.
 */
export async function serverAccount(clusterDirectory: string): Promise<ServerAccount | null> {
  if (process.getuid?.() !== 0) return null;

  const owner = await stat(clusterDirectory).catch(() => null);
  if (owner && owner.uid !== 0) return { uid: owner.uid, gid: owner.gid };

  return (await postgresUser()) ?? (await createPostgresUser());
}

async function postgresUser(): Promise<ServerAccount | null> {
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
    // Two commands may create the user at the same moment; the look below tells whether it is there now.
  }
  const account = await postgresUser();
  if (account) return account;

  throw new DatabaseUnavailableError(
    'PostgreSQL does not run as root, and the user "postgres" could not be created for it: create that user, run this command as an ordinary user, or set DATABASE_URL to a PostgreSQL of your own.',
  );
}
