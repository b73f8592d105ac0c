import { spawn } from "node:child_process";
import { setTimeout as sleep } from "node:timers/promises";

export interface ProgramOptions {
  /** For sentences: "The panel". */
  name: string;
  /** The script that Node runs. */
  script: string;
  /** Restarts the script when a file in these folders changes; empty: never. */
  watch: readonly string[];
  env: Record<string, string | undefined>;
  /** Answers with success once the program is ready. */
  readyUrl: string;
}

/** A process of its own that the demo has started. */
export interface Program {
  /** Resolves when the process has ended, however. */
  ended: Promise<void>;
  /** Asks it to stop, and resolves when it has. */
  stop(): Promise<void>;
}

/** The program ended before it was ready; it has said why itself. */
export class ProgramFailed extends Error {
  override readonly name = "ProgramFailed";
}

const startWithin = 60_000;
const stopWithin = 15_000;

/** Starts a program and waits until it is ready. @throws {ProgramFailed} */
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
      await Promise.race([ended, sleep(stopWithin)]);
      if (!hasEnded) signal("SIGKILL");
      await ended;
    },
  };

  function signal(name: NodeJS.Signals): void {
    if (hasEnded || child.pid === undefined) return;
    // A watched script is a child of its watcher; the signal must reach both.
    process.kill(watch.length > 0 ? -child.pid : child.pid, name);
  }

  const deadline = Date.now() + startWithin;
  while (!(await isReady(readyUrl))) {
    if (hasEnded) throw new ProgramFailed(`${name} did not start.`);
    if (Date.now() > deadline) {
      await program.stop();
      throw new ProgramFailed(
        `${name} was not ready within ${startWithin / 1000} seconds: LOG_LEVEL=info pnpm demo shows what it waits for.`,
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
