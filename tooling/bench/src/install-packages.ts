import { execFile } from "node:child_process";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";

/** For packages that only a bench needs. Runs none of their scripts. @throws if the registry cannot be reached. */
export async function installPackages(folder: string, dependencies: Record<string, string>): Promise<void> {
  const manifest = { private: true, type: "module", dependencies };
  await writeFile(join(folder, "package.json"), JSON.stringify(manifest));

  const options = ["--no-audit", "--no-fund", "--ignore-scripts"];
  await promisify(execFile)("npm", ["install", ...options], { cwd: folder }).catch((cause: Error) => {
    const names = Object.keys(dependencies).join(", ");
    throw new Error(`Could not install ${names}. Check the connection to registry.npmjs.org.`, { cause });
  });
}
