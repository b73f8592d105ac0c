import { existsSync, readFileSync } from "node:fs";
import { mkdtemp, readdir, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { loadAuthSecret } from "./auth-secret.ts";

test("the secret is created once, in a file that only its owner can read", async () => {
  const dataDir = join(await newFolder(), "data");

  const secret = await loadAuthSecret(dataDir);

  expect(secret).toMatch(/^[\w-]{43}$/);
  expect(await loadAuthSecret(dataDir)).toBe(secret);
  expect((await stat(join(dataDir, "auth-secret"))).mode & 0o777).toBe(0o600);
});

test("concurrent calls get the same secret", async () => {
  const dataDir = await newFolder();

  const secrets = await Promise.all(Array.from({ length: 20 }, () => loadAuthSecret(dataDir)));

  expect(new Set(secrets).size).toBe(1);
  expect(await readdir(dataDir)).toEqual(["auth-secret"]);
});

test("a partially written secret is never visible", async () => {
  const seen = new Set<number>();

  for (let round = 0; round < 50; round++) {
    const dataDir = await newFolder();
    let isMade = false;
    const making = loadAuthSecret(dataDir).finally(() => (isMade = true));
    while (!isMade) {
      seen.add(getTextLength(join(dataDir, "auth-secret")));
      await new Promise(setImmediate);
    }
    await making;
  }

  expect([...seen].filter((length) => length !== 43)).toEqual([NaN]);
});

/** NaN while the file does not exist. */
function getTextLength(file: string): number {
  return existsSync(file) ? readFileSync(file, "utf8").length : NaN;
}

async function newFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "admin-events-secret-"));
  onTestFinished(() => rm(folder, { recursive: true }));

  return folder;
}
