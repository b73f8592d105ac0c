import { spawn } from "node:child_process";

/** The message contains the output of the build. */
export class BuildError extends Error {
  override readonly name = "BuildError";
}

/** Builds the pages of the apps. Turbo's cache skips what did not change. @throws {BuildError} */
export async function buildApps(repository: string): Promise<void> {
  const child = spawn(
    "turbo",
    [
      "run",
      "build",
      "--filter=@admin-events/admin",
      // eject:start
      "--filter=@admin-events/example",
      // eject:end
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
  if (code !== 0) throw new BuildError(`Building the pages failed:\n${Buffer.concat(output).toString()}`);
}
