import type { ChildProcess, SpawnOptions } from "node:child_process";
import { spawn } from "node:child_process";
import { chown, lchown, readdir, stat } from "node:fs/promises";
import { dirname, join } from "node:path";
import { DatabaseUnavailableError } from "./database-unavailable.ts";
import { errorCode } from "./error-code.ts";
import { mayPass, mayRun } from "./may-reach.ts";
import type { PostgresBinaries } from "./postgres-binaries.ts";
import type { ServerAccount } from "./server-account.ts";
import { serverAccount } from "./server-account.ts";

/** Starts PostgreSQL's programs as a user that may run them and reach the cluster. */
export interface Launcher {
  /** Throws DatabaseUnavailableError, or the child emits `error`, when the program cannot be started. */
  start: (program: string, args: string[], options: SpawnOptions) => ChildProcess;
  /** Runs a program to its end and gives all that it wrote. Throws DatabaseUnavailableError when it cannot be started. */
  run: (program: string, args: string[]) => Promise<{ exitCode: number | null; output: string }>;
  /** Makes a file, or a folder with all in it, belong to the user that PostgreSQL runs as. */
  own: (path: string) => Promise<void>;
}

/** The launcher for the cluster in the folder, which need not exist yet; the folder it lies in must. */
export async function launcherFor(clusterDirectory: string, binaries: PostgresBinaries): Promise<Launcher> {
  const account = await serverAccount(clusterDirectory);
  const wrapper =
    account && !(await canReach(account, clusterDirectory, binaries)) ? passThrough(account) : [];
  const identity = account && wrapper.length === 0 ? account : {};

  function start(program: string, args: string[], options: SpawnOptions): ChildProcess {
    const [command = program, ...rest] = [...wrapper, program, ...args];

    try {
      return spawn(command, rest, { ...options, ...identity, env: plainEnvironment(), windowsHide: true });
    } catch (error) {
      throw new DatabaseUnavailableError(cannotStart(error, wrapper), { cause: error });
    }
  }

  async function run(program: string, args: string[]) {
    const child = start(program, args, { stdio: ["ignore", "pipe", "pipe"] });
    const chunks: Buffer[] = [];
    child.stdout?.on("data", (chunk: Buffer) => chunks.push(chunk));
    child.stderr?.on("data", (chunk: Buffer) => chunks.push(chunk));

    const { promise, resolve, reject } = Promise.withResolvers<number | null>();
    child.once("close", resolve);
    child.once("error", (error) =>
      reject(new DatabaseUnavailableError(cannotStart(error, wrapper), { cause: error })),
    );

    return { exitCode: await promise, output: Buffer.concat(chunks).toString().trim() };
  }

  async function own(path: string) {
    if (account) await chownAll(path, account);
  }

  return { start, run, own };
}

async function chownAll(path: string, { uid, gid }: ServerAccount): Promise<void> {
  await chown(path, uid, gid);
  if (!(await stat(path)).isDirectory()) return;

  const entries = await readdir(path, { recursive: true });
  await Promise.all(entries.map((entry) => lchown(join(path, entry), uid, gid)));
}

async function canReach(
  account: ServerAccount,
  clusterDirectory: string,
  { initdb, postgres }: PostgresBinaries,
): Promise<boolean> {
  const answers = await Promise.all([
    mayRun(initdb, account),
    mayRun(postgres, account),
    mayPass(dirname(clusterDirectory), account),
  ]);

  return answers.every(Boolean);
}

/**
 * A checkout in a folder that only root may enter (`/root`, `mktemp -d`) is closed to the user that PostgreSQL runs
 * as. So root gives that user's process one capability: to go past permission bits.
 */
function passThrough({ uid, gid }: ServerAccount): string[] {
  const capability = "+dac_override";

  return [
    "setpriv",
    `--reuid=${uid}`,
    `--regid=${gid}`,
    "--clear-groups",
    // initdb looks for its companions with access(2), which otherwise leaves out the capabilities of ordinary users.
    "--securebits=+no_setuid_fixup",
    `--inh-caps=${capability}`,
    `--ambient-caps=${capability}`,
  ];
}

/** The environment without what would change PostgreSQL's behaviour behind our back. */
function plainEnvironment(): NodeJS.ProcessEnv {
  const environment = { ...process.env };
  for (const name of Object.keys(environment)) {
    if (/^(PG|LC_|LANG)/.test(name)) delete environment[name];
  }

  return Object.assign(environment, { LC_ALL: "C" });
}

function cannotStart(error: unknown, [wrapper]: string[]): string {
  if (wrapper && errorCode(error) === "ENOENT") {
    return `PostgreSQL does not run as root, the user it runs as may not enter this folder, and the program "${wrapper}" (package util-linux) that would let it in is missing: install it, move the project to a folder that others may enter, or set DATABASE_URL to a PostgreSQL of your own.`;
  }
  const reason = error instanceof Error ? error.message : String(error);

  return `The built-in PostgreSQL cannot be run here (${reason}): set DATABASE_URL to a PostgreSQL of your own.`;
}
