import { print } from "@admin-events/load";
import { mkdir } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { installPackages } from "../install-packages.ts";

/** What the benches use of https://www.npmjs.com/package/chdb. */
interface Chdb {
  Session: new (folder?: string) => {
    queryAsync(text: string, options: { format: string }): Promise<{ text(): string }>;
    close(): void;
  };
  drainPending(): Promise<void>;
}

const version = "3.4.0";

/**
 * ClickHouse as a library, installed below the temporary folder by the first bench that asks; null, with a sentence to
 * the reader, where that fails.
 */
export async function loadChdb(): Promise<Chdb | null> {
  const folder = join(tmpdir(), `admin-events-chdb-${version}`);
  const load = () => createRequire(join(folder, "package.json"))("chdb") as Chdb;

  try {
    return load();
  } catch {
    print(`Installing ClickHouse (chdb ${version}, some 180 MB, only this once) in ${folder} …`);
  }
  try {
    await mkdir(folder, { recursive: true });
    await installPackages(folder, { chdb: version });
    return load();
  } catch (error) {
    print(`ClickHouse is left out. ${(error as Error).message}`);
    return null;
  }
}
