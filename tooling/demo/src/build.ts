import { spawn } from "node:child_process";

/** The message contains the output of the build. */
export class BuildError extends Error {
  override readonly name = "BuildError";
}

/** Builds the panel and the shop. Turbo's cache skips what did not change. @throws {BuildError} */
export async function buildApps(repository: string): Promise<void> {
  const child = spawn(
    "turbo",
    [
      "run",
      "build",
      "--filter=@admin-events/admin",
      "--filter=@admin-events/example",
      "--output-logs=errors-only",
    ],
    {
      cwd: repository,
      stdio: ["ignore", "pipe", "pipe"],
      env: { ...process.env, TURBO_TELEMETRY_DISABLED: "1" },
    },
  );
  const output: Buffer[] = [];
  child.stdout.on("data", (chunk: Buffer) => output.push(chunk));
  child.stderr.on("data", (chunk: Buffer) => output.push(chunk));

  const code = await new Promise<number | null>((resolve, reject) => {
    child.once("error", reject);
    child.once("exit", resolve);
  });
  if (code !== 0)
    throw new BuildError(`Building the panel or the shop failed:\n${Buffer.concat(output).toString()}`);
}
