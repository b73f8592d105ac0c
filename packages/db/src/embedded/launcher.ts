import type { ChildProcess, SpawnOptions } from "node:child_process";
import { spawn } from "node:child_process";
import { chown, lchown, readdir, stat } from "node:fs/promises";
import { dirname, join } from "node:path";
import { DatabaseUnavailableError } from "./database-unavailable-error.ts";
import { errorCode } from "./error-code.ts";
import { canTraverse, canRun } from "./file-permissions.ts";
import type { PostgresBinaries } from "./postgres-binaries.ts";
import type { ServerAccount } from "./server-account.ts";
import { resolveServerAccount } from "./server-account.ts";

/** Runs PostgreSQL's programs as a user with access to them and to the cluster. */
export interface Launcher {
  start: (program: string, args: string[], options: SpawnOptions) => ChildProcess;
  run: (program: string, args: string[]) => Promise<{ exitCode: number | null; output: string }>;
  own: (path: string) => Promise<void>;
}

/** The cluster's folder may be missing; its parent must exist. */
export async function createLauncher(
  getClusterDirectory: string,
  binaries: PostgresBinaries,
): Promise<Launcher> {
  const account = await resolveServerAccount(getClusterDirectory);
  const wrapper =
    account && !(await canReach(account, getClusterDirectory, binaries)) ? runAsAccount(account) : [];
  const identity = account && wrapper.length === 0 ? account : {};

  function start(program: string, args: string[], options: SpawnOptions): ChildProcess {
    const [command = program, ...rest] = [...wrapper, program, ...args];

    try {
      return spawn(command, rest, { ...options, ...identity, env: cleanEnvironment(), windowsHide: true });
    } catch (error) {
      throw new DatabaseUnavailableError(describeStartFailure(error, wrapper), { cause: error });
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
      reject(new DatabaseUnavailableError(describeStartFailure(error, wrapper), { cause: error })),
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
  getClusterDirectory: string,
  { initdb, postgres }: PostgresBinaries,
): Promise<boolean> {
  const answers = await Promise.all([
    canRun(initdb, account),
    canRun(postgres, account),
    canTraverse(dirname(getClusterDirectory), account),
  ]);

  return answers.every(Boolean);
}

/**
 * PostgreSQL's user has no access to a checkout in a folder of root's (`/root`, `mktemp -d`). So root gives that user's
 * process one capability: to ignore permission bits.
 */
function runAsAccount({ uid, gid }: ServerAccount): string[] {
  const capability = "+dac_override";

  return [
    "setpriv",
    `--reuid=${uid}`,
    `--regid=${gid}`,
    "--clear-groups",
    // initdb checks for its programs with access(2), which otherwise ignores the capabilities of normal users.
    "--securebits=+no_setuid_fixup",
    `--inh-caps=${capability}`,
    `--ambient-caps=${capability}`,
  ];
}

/** The environment without variables that change PostgreSQL's behavior. */
function cleanEnvironment(): NodeJS.ProcessEnv {
  const environment = { ...process.env };
  for (const name of Object.keys(environment)) {
    if (/^(PG|LC_|LANG)/.test(name)) delete environment[name];
  }

  return Object.assign(environment, { LC_ALL: "C" });
}

function describeStartFailure(error: unknown, [wrapper]: string[]): string {
  if (wrapper && errorCode(error) === "ENOENT") {
    return `PostgreSQL does not run as root, the user it runs as has no access to this folder, and the program "${wrapper}" (package util-linux) that would grant access is missing. Install it, move the project to a folder that other users can access, or set DATABASE_URL to a PostgreSQL of your own.`;
  }
  const reason = error instanceof Error ? error.message : String(error);

  return `The built-in PostgreSQL cannot run here (${reason}). Set DATABASE_URL to a PostgreSQL of your own.`;
}
