import type { ChildProcess } from "node:child_process";
import { execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { promisify } from "node:util";
import { repository } from "./repository.ts";

export type Environment = Record<string, string>;

const readyWithin = 30_000;

/** Runs a script of the repository to its end and answers with what it printed. */
export async function runScript(script: string, args: string[], env: Environment): Promise<string> {
  const { stdout } = await promisify(execFile)(process.execPath, [join(repository, script), ...args], {
    env: { ...process.env, ...env },
  });

  return stdout.trim();
}

/** Starts a script that goes on, and waits until its address answers. */
export async function startScript(script: string, env: Environment, readyUrl: string): Promise<ChildProcess> {
  const child = spawn(process.execPath, [join(repository, script)], {
    env: { ...process.env, ...env },
    stdio: ["ignore", "inherit", "inherit"],
  });
  const deadline = Date.now() + readyWithin;

  while (!(await answers(readyUrl))) {
    if (child.exitCode !== null || Date.now() > deadline) throw new Error(`${script} did not become ready.`);
    await sleep(100);
  }

  return child;
}

/** Ends a script with a signal and waits until it is gone. */
export async function endScript(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;

  const gone = once(child, "exit");
  child.kill(signal);
  await gone;
}

async function answers(url: string): Promise<boolean> {
  try {
    return (await fetch(url, { signal: AbortSignal.timeout(1_000) })).ok;
  } catch {
    return false;
  }
}
