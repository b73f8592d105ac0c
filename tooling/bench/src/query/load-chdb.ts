import { print } from "@admin-events/load";
import { mkdir } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { installPackages } from "../install-packages.ts";

/** The part of https://www.npmjs.com/package/chdb that the benches use. */
interface Chdb {
  Session: new (folder?: string) => {
    queryAsync(text: string, options: { format: string }): Promise<{ text(): string }>;
    close(): void;
  };
  drainPending(): Promise<void>;
}

const VERSION = "3.4.0";

/**
 * Loads ClickHouse as a library. The first call installs it in the temporary folder.
 *
 * @returns null, after printing the reason, if the installation fails.
 */
export async function loadChdb(): Promise<Chdb | null> {
  const folder = join(tmpdir(), `admin-events-chdb-${VERSION}`);
  const load = () => createRequire(join(folder, "package.json"))("chdb") as Chdb;

  try {
    return load();
  } catch {
    print(`Installing ClickHouse (chdb ${VERSION}, about 540 MB, once) in ${folder} …`);
  }
  try {
    await mkdir(folder, { recursive: true });
    await installPackages(folder, { chdb: VERSION });
    return load();
  } catch (error) {
    print(`ClickHouse is skipped. ${(error as Error).message}`);
    return null;
  }
}
