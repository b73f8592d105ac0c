import { randomBytes, randomUUID } from "node:crypto";
import { link, mkdir, readFile, unlink, writeFile } from "node:fs/promises";
import { join } from "node:path";

/** The secret kept in the data folder, made when there is none. It lets a server without settings keep its sign-ins. */
export async function keptAuthSecret(dataDir: string): Promise<string> {
  const file = join(dataDir, "auth-secret");
  await mkdir(dataDir, { recursive: true });

  return (await textOf(file)) ?? (await makeSecret(file));
}

/** Written aside and then given its name, which only one process can do: no other sees a secret that is half written. */
async function makeSecret(file: string): Promise<string> {
  const draft = `${file}.${randomUUID()}`;
  await writeFile(draft, randomBytes(32).toString("base64url"), { mode: 0o600, flag: "wx" });

  try {
    await link(draft, file);
  } catch (error) {
    if (!isCode(error, "EEXIST")) throw error;
  } finally {
    await unlink(draft);
  }

  return readFile(file, "utf8");
}

async function textOf(file: string): Promise<string | null> {
  try {
    return await readFile(file, "utf8");
  } catch (error) {
    if (!isCode(error, "ENOENT")) throw error;
    return null;
  }
}

function isCode(error: unknown, code: string): boolean {
  return (error as NodeJS.ErrnoException).code === code;
}
