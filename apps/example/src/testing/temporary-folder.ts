import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** An empty folder that is gone when the test ends. */
export async function temporaryFolder(): Promise<{ path: string } & AsyncDisposable> {
  const path = await mkdtemp(join(tmpdir(), "cinder-and-crumb-"));

  return { path, [Symbol.asyncDispose]: () => rm(path, { recursive: true, force: true }) };
}
