import { spawn } from "node:child_process";

/** The build failed; the output says why. */
export class BuildFailed extends Error {
  override readonly name = "BuildFailed";
}

/** Builds the panel and the shop; what has not changed since the last time is taken from turbo's cache. */
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
    throw new BuildFailed(`The panel or the shop could not be built:\n${Buffer.concat(output).toString()}`);
}
