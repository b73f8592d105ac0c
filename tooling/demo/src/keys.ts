import { createApiKey, findApiKey } from "@admin-events/core/access";
import type { EntityManager } from "@admin-events/db";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";

export interface DemoKeys {
  publicKey: string;
  secretKey: string;
  /** Proves whom the shop's pages name. */
  signingSecret: string | null;
}

type KeptKeys = Omit<DemoKeys, "signingSecret">;

/** The shop's keys, made at the first start and kept in the data folder; made anew when the database has forgotten them. */
export async function demoKeys(em: EntityManager, dataDir: string, shopOrigin: string): Promise<DemoKeys> {
  const file = join(dataDir, "demo-keys.json");
  const kept = await readKeys(file);
  if (kept && (await findApiKey(em, kept.secretKey))) {
    const found = await findApiKey(em, kept.publicKey);
    if (found) return { ...kept, signingSecret: found.signingSecret };
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
  const keys: KeptKeys = { publicKey, secretKey };
  await mkdir(dataDir, { recursive: true });
  await writeFile(file, JSON.stringify(keys), { mode: 0o600 });

  return { ...keys, signingSecret };
}

async function readKeys(file: string): Promise<KeptKeys | null> {
  try {
    return JSON.parse(await readFile(file, "utf8")) as KeptKeys;
  } catch {
    return null;
  }
}
