import { spawn } from "node:child_process";
import { setTimeout as sleep } from "node:timers/promises";

export interface ProgramOptions {
  /** For messages, like "The panel". */
  name: string;
  script: string;
  /** Restarts the script when a file in these folders changes. */
  watch: readonly string[];
  env: Record<string, string | undefined>;
  /** Returns a 2xx status once the program is ready. */
  readyUrl: string;
}

export interface Program {
  /** Resolves when the process exits. */
  ended: Promise<void>;
  /** Sends SIGTERM, later SIGKILL. Resolves when the process has exited. */
  stop(): Promise<void>;
}

/** The program exited or timed out before it was ready. */
export class ProgramError extends Error {
  override readonly name = "ProgramError";
}

const START_TIMEOUT_MS = 60_000;
const STOP_TIMEOUT_MS = 15_000;

/** Starts a program and waits until it is ready. @throws {ProgramError} */
export async function startProgram({ name, script, watch, env, readyUrl }: ProgramOptions): Promise<Program> {
  const watching = watch.map((folder) => `--watch-path=${folder}`);
  const child = spawn(
    process.execPath,
    [...watching, ...(watch.length > 0 ? ["--watch-preserve-output"] : []), script],
    {
      env: { ...process.env, ...env },
      stdio: ["ignore", "inherit", "inherit"],
      // In a process group of its own: Ctrl-C reaches the demo alone, which then stops its programs in order.
      detached: true,
    },
  );
  let hasEnded = false;
  const ended = new Promise<void>((resolve) => {
    child.once("error", () => resolve());
    child.once("exit", () => resolve());
  }).then(() => void (hasEnded = true));

  const program: Program = {
    ended,
    async stop() {
      signal("SIGTERM");
      await Promise.race([ended, sleep(STOP_TIMEOUT_MS, undefined, { ref: false })]);
      if (!hasEnded) signal("SIGKILL");
      await ended;
    },
  };

  function signal(name: NodeJS.Signals): void {
    if (hasEnded || child.pid === undefined) return;
    // A watched script is a child of its watcher; the signal must reach both.
    process.kill(watch.length > 0 ? -child.pid : child.pid, name);
  }

  const deadline = Date.now() + START_TIMEOUT_MS;
  while (!(await isReady(readyUrl))) {
    if (hasEnded) throw new ProgramError(`${name} did not start.`);
    if (Date.now() > deadline) {
      await program.stop();
      throw new ProgramError(
        `${name} was not ready within ${START_TIMEOUT_MS / 1000} seconds. Run LOG_LEVEL=info pnpm demo to see why.`,
      );
    }
    await Promise.race([sleep(150), ended]);
  }

  return program;
}

async function isReady(url: string): Promise<boolean> {
  try {
    return (await fetch(url, { signal: AbortSignal.timeout(2_000) })).ok;
  } catch {
    return false;
  }
}
