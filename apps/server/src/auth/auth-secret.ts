import { randomBytes, randomUUID } from "node:crypto";
import { link, mkdir, readFile, unlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { ConfigError } from "../env.ts";

/**
 * Reads the secret in the data folder, or creates it, so that sessions survive a restart without AUTH_SECRET.
 *
 * @throws {ConfigError} if the folder cannot be used.
 */
export async function loadAuthSecret(dataDir: string): Promise<string> {
  const file = join(dataDir, "auth-secret");

  try {
    await mkdir(dataDir, { recursive: true });
    return (await readIfExists(file)) ?? (await createSecret(file));
  } catch (error) {
    throw new ConfigError(
      `The secret that signs cookies cannot be kept in ${dataDir} (${(error as NodeJS.ErrnoException).code}). Let the server's user write to that folder, set DATA_DIR to another one, or set AUTH_SECRET.`,
      { cause: error },
    );
  }
}

/** Writes a draft and links it to its name, which only one process can do: a partial secret is never visible. */
async function createSecret(file: string): Promise<string> {
  const draft = `${file}.${randomUUID()}`;
  await writeFile(draft, randomBytes(32).toString("base64url"), { mode: 0o600, flag: "wx" });

  try {
    await link(draft, file);
  } catch (error) {
    if (!hasCode(error, "EEXIST")) throw error;
  } finally {
    await unlink(draft);
  }

  return readFile(file, "utf8");
}

async function readIfExists(file: string): Promise<string | null> {
  try {
    return await readFile(file, "utf8");
  } catch (error) {
    if (!hasCode(error, "ENOENT")) throw error;
    return null;
  }
}

function hasCode(error: unknown, code: string): boolean {
  return (error as NodeJS.ErrnoException).code === code;
}
