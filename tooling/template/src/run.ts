import { execFile, spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";

const runFile = promisify(execFile);

/** Standard output of git, without the last line break. */
export async function git(root: string, ...args: string[]): Promise<string> {
  const { stdout } = await runFile("git", args, { cwd: root, maxBuffer: 100_000_000 });

  return stdout.trimEnd();
}

/** The files that git knows or would add, and that exist. */
export async function listFiles(root: string): Promise<string[]> {
  const files = await git(root, "ls-files", "--cached", "--others", "--exclude-standard");

  return files.split("\n").filter((file) => file && existsSync(join(root, file)));
}

/** Runs a program and shows its output. @throws {Error} unless it exits with 0. */
async function run(root: string, program: string, ...args: string[]): Promise<void> {
  const child = spawn(program, args, {
    cwd: root,
    stdio: ["ignore", "inherit", "inherit"],
    // Otherwise programs would run in the repository that called this one.
    env: { ...process.env, INIT_CWD: root },
  });
  const code = await new Promise<number | null>((resolve, reject) => {
    child.once("error", reject);
    child.once("exit", resolve);
  });
  if (code !== 0) throw new Error(`${program} ${args.join(" ")} failed.`);
}

/** Runs pnpm as this repository does: the installed one, or else npx's. */
export async function pnpm(root: string, ...args: string[]): Promise<void> {
  const hasPnpm = await runFile("pnpm", ["--version"]).then(
    () => true,
    () => false,
  );

  return hasPnpm ? run(root, "pnpm", ...args) : run(root, "npx", "--yes", "pnpm@12", ...args);
}
