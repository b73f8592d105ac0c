import { execFile } from "node:child_process";
import { randomBytes } from "node:crypto";
import { existsSync } from "node:fs";
import { chown, mkdir, readdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";

/** A PostgreSQL of Debian's, which comes with the `pg_dump` of its version; the embedded one comes without. */
export interface DebianCluster extends AsyncDisposable {
  /** Makes an empty database and answers its address. */
  createDatabase: (name: string) => Promise<string>;
  /** Lets that many transactions pass, which raises the numbers of later ones. */
  passTransactions: (count: number) => Promise<void>;
}

interface ClusterOptions {
  /** Made anew, in a folder that everybody may pass. */
  folder: string;
  port: number;
}

const debianFolder = "/usr/lib/postgresql";
const user = "admin_events";
const run = promisify(execFile);

/** Makes a cluster and starts it, as the user `postgres` where this process is root's. */
export async function startDebianCluster({ folder, port }: ClusterOptions): Promise<DebianCluster> {
  const programs = await serverPrograms();
  const account = await unprivilegedAccount();
  const [directory, passwordFile] = [join(folder, "cluster"), join(folder, "password")];
  const password = randomBytes(24).toString("base64url");
  const env = { PATH: process.env.PATH, LC_ALL: "C", PGPASSWORD: password };
  const start = (program: string, ...args: string[]) =>
    run(join(programs, program), args, { ...account, env, cwd: "/" });

  await mkdir(folder);
  await writeFile(passwordFile, password);
  if (account) await Promise.all([folder, passwordFile].map((path) => chown(path, account.uid, account.gid)));
  const access = ["--host=127.0.0.1", `--port=${port}`, `--username=${user}`];
  const identity = [`--username=${user}`, `--pwfile=${passwordFile}`, "--auth=scram-sha-256"];
  await start("initdb", `--pgdata=${directory}`, ...identity, "--encoding=UTF8", "--no-sync");
  const settings = `-p ${port} -c listen_addresses=127.0.0.1 -c unix_socket_directories= -c fsync=off`;
  await start("pg_ctl", "start", "-w", "-D", directory, "-l", join(folder, "log"), "-o", settings);

  return {
    async createDatabase(name) {
      await start("createdb", ...access, name);

      return `postgres://${user}:${password}@127.0.0.1:${port}/${name}`;
    },
    async passTransactions(count) {
      const passing = `do $$ begin for number in 1..${count} loop perform pg_current_xact_id(); commit; end loop; end $$`;
      await start("psql", ...access, "--dbname=postgres", `--command=${passing}`);
    },
    async [Symbol.asyncDispose]() {
      await start("pg_ctl", "stop", "-w", "-D", directory, "-m", "immediate");
    },
  };
}

/** The folder with the newest version's programs; a folder may hold those of clients only. */
async function serverPrograms(): Promise<string> {
  const versions = await readdir(debianFolder).catch(() => []);
  const [newest] = versions
    .sort((a, b) => Number(b) - Number(a))
    .map((version) => join(debianFolder, version, "bin"))
    .filter((programs) => existsSync(join(programs, "postgres")) && existsSync(join(programs, "pg_dump")));
  if (newest) return newest;

  throw new Error(
    "Backups are tested on Debian's PostgreSQL, which is not on this machine: apt-get install postgresql (the server that the package starts is not needed, and may be stopped).",
  );
}

/** Undefined when PostgreSQL, which refuses root, can run as the user of this process. */
async function unprivilegedAccount(): Promise<{ uid: number; gid: number } | undefined> {
  if (process.getuid?.() !== 0) return undefined;
  const [uid, gid] = await Promise.all([run("id", ["-u", "postgres"]), run("id", ["-g", "postgres"])]);

  return { uid: Number(uid.stdout), gid: Number(gid.stdout) };
}
