import { createApiKey, findApiKey } from "@admin-events/core/access";
import type { EntityManager } from "@admin-events/db";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";

export interface DemoKeys {
  publicKey: string;
  secretKey: string;
  signingSecret: string | null;
}

type StoredKeys = Omit<DemoKeys, "signingSecret">;

/** Loads the shop's API keys from the data folder. Creates new ones if there are none or the database does not know them. */
export async function loadOrCreateKeys(
  em: EntityManager,
  dataDir: string,
  shopOrigin: string,
): Promise<DemoKeys> {
  const file = join(dataDir, "demo-keys.json");
  const stored = await readKeys(file);
  if (stored && (await findApiKey(em, stored.secretKey))) {
    const found = await findApiKey(em, stored.publicKey);
    if (found) return { ...stored, signingSecret: found.signingSecret };
  }

  const { key: publicKey, signingSecret } = await createApiKey(em, {
    kind: "public",
    name: "Demo shop, browser",
    allowedOrigins: [shopOrigin],
  });
  const { key: secretKey } = await createApiKey(em, {
    kind: "secret",
    name: "Demo shop, server",
    allowedOrigins: [],
  });
  const keys: StoredKeys = { publicKey, secretKey };
  await mkdir(dataDir, { recursive: true });
  await writeFile(file, JSON.stringify(keys), { mode: 0o600 });

  return { ...keys, signingSecret };
}

async function readKeys(file: string): Promise<StoredKeys | null> {
  try {
    return JSON.parse(await readFile(file, "utf8")) as StoredKeys;
  } catch {
    return null;
  }
}
