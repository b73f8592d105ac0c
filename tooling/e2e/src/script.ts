import type { ChildProcess } from "node:child_process";
import { execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { resolve } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { promisify } from "node:util";
import { repository } from "./repository.ts";

export type Environment = Record<string, string>;

const READY_TIMEOUT_MS = 30_000;

/** Runs a script and returns its output. Relative paths are in the repository. */
export async function runScript(script: string, args: string[], env: Environment): Promise<string> {
  const { stdout } = await promisify(execFile)(process.execPath, [resolve(repository, script), ...args], {
    env: { ...process.env, ...env },
  });

  return stdout.trim();
}

/** Starts a long-running script and waits until `readyUrl` responds with a success status. */
export async function startScript(script: string, env: Environment, readyUrl: string): Promise<ChildProcess> {
  const child = spawn(process.execPath, [resolve(repository, script)], {
    env: { ...process.env, ...env },
    stdio: ["ignore", "inherit", "inherit"],
  });
  const deadline = Date.now() + READY_TIMEOUT_MS;

  while (!(await isReady(readyUrl))) {
    if (child.exitCode !== null || Date.now() > deadline)
      throw new Error(`${script} did not become ready in time.`);
    await sleep(100);
  }

  return child;
}

/** Sends a signal to a script and waits until it has exited. */
export async function endScript(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;

  const exited = once(child, "exit");
  child.kill(signal);
  await exited;
}

async function isReady(url: string): Promise<boolean> {
  try {
    return (await fetch(url, { signal: AbortSignal.timeout(1_000) })).ok;
  } catch {
    return false;
  }
}
