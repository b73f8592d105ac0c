import { openDatabase } from "@admin-events/db/embedded";
import type { ChildProcess } from "node:child_process";
import { execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { createServer } from "node:net";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { promisify } from "node:util";
import { ROOT } from "./pages.ts";

const READY_TIMEOUT_MS = 120_000;

export type Environment = Record<string, string>;

export interface RunningServer extends AsyncDisposable {
  /** The environment in which commands reach the same server and database, and apps find both. */
  env: Environment;
  databaseUrl: string;
  origin: string;
}

/** Starts an embedded PostgreSQL in `dataDir` and a server on it. Needs the panel to be built. */
export async function startServer(dataDir: string): Promise<RunningServer> {
  const database = await openDatabase({ dataDir });
  const origin = `http://localhost:${await findFreePort()}`;
  const env = {
    DATABASE_URL: database.url,
    DATA_DIR: dataDir,
    PORT: new URL(origin).port,
    ORIGIN: origin,
    LOG_LEVEL: "warn",
    NODE_ENV: "production",
  };
  const server = startProcess(join(ROOT, "apps/server/src/main.ts"), env, ROOT);
  server.stderr?.pipe(process.stderr);

  try {
    await waitUntilReady(server, `${origin}/readyz`);
  } catch (error) {
    await endProcess(server);
    await database[Symbol.asyncDispose]();
    throw error;
  }

  return {
    env,
    databaseUrl: database.url,
    origin,
    async [Symbol.asyncDispose]() {
      await endProcess(server);
      await database[Symbol.asyncDispose]();
    },
  };
}

export function startProcess(script: string, env: Environment, folder: string): ChildProcess {
  return spawn(process.execPath, [script], {
    cwd: folder,
    env: { ...process.env, ...env },
    stdio: ["ignore", "inherit", "pipe"],
  });
}

/** @throws {Error} if the process exits first, or does not answer in time. */
export async function waitUntilReady(child: ChildProcess, url: string): Promise<void> {
  const deadline = Date.now() + READY_TIMEOUT_MS;

  for (;;) {
    const response = await fetch(url, { signal: AbortSignal.timeout(2_000) }).catch(() => null);
    await response?.body?.cancel();
    // An app answers 404 at an address that it does not have.
    if (response && response.status < 500) return;
    if (child.exitCode !== null || Date.now() > deadline)
      throw new Error(`${url} did not become ready in time.`);
    await sleep(100);
  }
}

export async function endProcess(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;

  const exited = once(child, "exit");
  child.kill("SIGTERM");
  await exited;
}

/** Runs `pnpm cli …` without pnpm and returns its output. */
export async function runCli(args: readonly string[], env: Environment): Promise<string> {
  const script = join(ROOT, "apps/server/src/cli/main.ts");
  const { stdout } = await promisify(execFile)(process.execPath, [script, ...args], {
    cwd: ROOT,
    env: { ...process.env, ...env },
  });

  return stdout.trim();
}

export async function findFreePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));

  return port;
}
