import { execFile } from "node:child_process";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";

/**
 * Installs packages of exact versions into a folder, from the registry and without running their scripts. For what only
 * a bench needs, so that nobody else has to download it.
 *
 * @throws when the registry is out of reach; the message says so.
 */
export async function installPackages(folder: string, dependencies: Record<string, string>): Promise<void> {
  const manifest = { private: true, type: "module", dependencies };
  await writeFile(join(folder, "package.json"), JSON.stringify(manifest));

  const options = ["--no-audit", "--no-fund", "--ignore-scripts"];
  await promisify(execFile)("npm", ["install", ...options], { cwd: folder }).catch((cause: Error) => {
    const names = Object.keys(dependencies).join(", ");
    throw new Error(`Could not install ${names}: is registry.npmjs.org within reach?`, { cause });
  });
}
