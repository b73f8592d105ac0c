import { access, mkdir, stat } from "node:fs/promises";
import { dirname } from "node:path";
import { errorCode } from "./error-code.ts";

/**
 * Creates a folder and its missing parents, level by level: `mkdir` with `recursive` never returns on a file system such
 * as /proc (seen with Node 24.21).
 */
export async function makeFolder(folder: string): Promise<void> {
  try {
    await mkdir(folder);
  } catch (error) {
    if (errorCode(error) === "EEXIST" && (await stat(folder)).isDirectory()) return;
    if (errorCode(error) !== "ENOENT" || (await exists(dirname(folder)))) throw error;

    await makeFolder(dirname(folder));
    await mkdir(folder);
  }
}

async function exists(folder: string): Promise<boolean> {
  return access(folder).then(
    () => true,
    () => false,
  );
}
