import { ValidationError } from "@admin-events/core/errors";
import type { ErasureList } from "@admin-events/core/personal-data";
import { listErasures } from "@admin-events/core/personal-data";
import type { EntityManager } from "@admin-events/db";
import { createHash, randomUUID } from "node:crypto";
import { mkdir, readFile, rename, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";

const erasureList = z.object({
  key: z.string().min(1),
  people: z.array(
    z.object({
      hash: z.string().regex(/^[0-9a-f]{64}$/),
      erasedAt: z.iso.datetime(),
      mode: z.enum(["detach", "anonymise", "drop-metadata"]),
    }),
  ),
});

/** Where a server keeps the list of its database. The databases of one folder have different keys. */
function getErasureFile(dataDir: string, { key }: Pick<ErasureList, "key">): string {
  const name = createHash("sha256").update(key).digest("hex").slice(0, 16);

  return join(dataDir, "erasures", `${name}.json`);
}

/** Writes the list of erased people to the data folder, so that a restored backup can forget them too. @returns the path. */
export async function writeErasures(em: EntityManager, dataDir: string): Promise<string> {
  const list = await listErasures(em);
  const file = getErasureFile(dataDir, list);
  const draft = `${file}.${randomUUID()}`;
  await mkdir(join(dataDir, "erasures"), { recursive: true });
  await writeFile(draft, JSON.stringify(list), { mode: 0o600 });
  await rename(draft, file);

  return file;
}

/** The list that {@link writeErasures} wrote for this database; null if there is none. */
export async function findErasures(em: EntityManager, dataDir: string): Promise<ErasureList | null> {
  const file = getErasureFile(dataDir, await listErasures(em));
  try {
    return parseErasures(file, await readFile(file, "utf8"));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return null;
    throw error;
  }
}

/** @throws {ValidationError} if the file is missing or no list of erasures. */
export async function readErasures(file: string): Promise<ErasureList> {
  const text = await readFile(file, "utf8").catch(() => {
    throw new ValidationError(null, `Cannot read ${file}. \`pnpm cli erasures list\` prints such a file.`);
  });

  return parseErasures(file, text);
}

function parseErasures(file: string, text: string): ErasureList {
  try {
    return erasureList.parse(JSON.parse(text));
  } catch {
    throw new ValidationError(
      null,
      `${file} is not a list of erasures, or it is incomplete. \`pnpm cli erasures list\` prints such a list.`,
    );
  }
}
