import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import { repository } from "./settings.ts";

const run = promisify(execFile);

/** Creates a one-time link that signs in to the panel. */
export async function createSignInLink(email: string, env: Record<string, string>): Promise<string> {
  const cli = join(repository, "apps/server/src/cli/main.ts");
  const { stdout } = await run(process.execPath, [cli, "sign-in-link", email], {
    env: { ...process.env, ...env },
  });
  const link = /https?:\/\/\S+/.exec(stdout)?.[0];
  if (!link) throw new Error(`The command printed no sign-in link: ${stdout}`);

  return link;
}
