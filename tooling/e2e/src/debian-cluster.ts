import { execFile } from "node:child_process";
import { randomBytes } from "node:crypto";
import { existsSync } from "node:fs";
import { chown, mkdir, readdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";

/** A cluster of Debian's PostgreSQL, which includes the `pg_dump` of its version. The embedded PostgreSQL has none. */
export interface DebianCluster extends AsyncDisposable {
  /** Creates an empty database and returns its URL. */
  createDatabase: (name: string) => Promise<string>;
  /** Runs a file of psql commands, with these environment variables. */
  runFile: (file: string, variables: Record<string, string>) => Promise<void>;
  /** Runs statements as the role of the URL. */
  runSql: (url: string, statements: string) => Promise<void>;
  /** The values that a query returns, one for each line. */
  readLines: (url: string, query: string) => Promise<string[]>;
  /** Dumps a schema of the database, with rows, owners and rights. */
  dumpSchema: (url: string, schema: string) => Promise<string>;
  /** Runs empty transactions, so that later ones get higher ids. */
  passTransactions: (count: number) => Promise<void>;
}

interface ClusterOptions {
  /** Created by the function. Its parent must be accessible to every user. */
  folder: string;
  port: number;
  /** The superuser. */
  user?: string;
}

const debianFolder = "/usr/lib/postgresql";
const run = promisify(execFile);

/** Creates a cluster and starts it, as the user `postgres` if this process runs as root. */
export async function startDebianCluster({
  folder,
  port,
  user = "admin_events",
}: ClusterOptions): Promise<DebianCluster> {
  const programs = await findServerPrograms();
  const account = await findUnprivilegedAccount();
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
    async runFile(file, variables) {
      const args = [...access, "--dbname=postgres", `--file=${file}`];
      await run(join(programs, "psql"), args, { env: { ...env, ...variables } });
    },
    async runSql(url, statements) {
      const file = join(folder, `${randomBytes(6).toString("hex")}.sql`);
      await writeFile(file, statements);
      await run(join(programs, "psql"), [url, "--set=ON_ERROR_STOP=1", "--quiet", `--file=${file}`]);
    },
    async readLines(url, query) {
      const { stdout } = await run(join(programs, "psql"), [
        url,
        "--no-align",
        "--tuples-only",
        `--command=${query}`,
      ]);
      return stdout.split("\n").filter((line) => line !== "");
    },
    async dumpSchema(url, schema) {
      const { stdout } = await run(join(programs, "pg_dump"), [url, `--schema=${schema}`]);
      // Newer versions of pg_dump write a random key.
      return stdout.replaceAll(/^\\(un)?restrict .*$/gm, "");
    },
    async passTransactions(count) {
      const statement = `do $$ begin for number in 1..${count} loop perform pg_current_xact_id(); commit; end loop; end $$`;
      await start("psql", ...access, "--dbname=postgres", `--command=${statement}`);
    },
    async [Symbol.asyncDispose]() {
      await start("pg_ctl", "stop", "-w", "-D", directory, "-m", "immediate");
    },
  };
}

/** The newest version's folder of programs. Some folders contain only client programs. */
async function findServerPrograms(): Promise<string> {
  const versions = await readdir(debianFolder).catch(() => []);
  const [newest] = versions
    .sort((a, b) => Number(b) - Number(a))
    .map((version) => join(debianFolder, version, "bin"))
    .filter((programs) => existsSync(join(programs, "postgres")) && existsSync(join(programs, "pg_dump")));
  if (newest) return newest;

  throw new Error(
    "Debian's PostgreSQL is not installed, which the backup tests need. Run: apt-get install postgresql. The server that the package starts is not used and may be stopped.",
  );
}

/** PostgreSQL refuses to run as root. Undefined if it can run as the user of this process. */
export async function findUnprivilegedAccount(): Promise<{ uid: number; gid: number } | undefined> {
  if (process.getuid?.() !== 0) return undefined;
  const [uid, gid] = await Promise.all([run("id", ["-u", "postgres"]), run("id", ["-g", "postgres"])]);

  return { uid: Number(uid.stdout), gid: Number(gid.stdout) };
}
