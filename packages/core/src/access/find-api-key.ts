import type { EntityManager } from "@admin-events/db";
import { ApiKey } from "@admin-events/db";
import { cacheLookups } from "./cache-lookups.ts";
import type { KeyKind } from "./key-format.ts";
import { hashKey, isKeyFormat } from "./key-format.ts";

export interface FoundApiKey {
  id: number;
  kind: KeyKind;
  /** The web origins that may use a public key; empty for any. */
  allowedOrigins: readonly string[];
  signingSecret: string | null;
}

/** Null for a key that is unknown or revoked. Rejects if the database cannot be reached. */
export type FindApiKey = (key: string) => Promise<FoundApiKey | null>;

export async function findApiKey(em: EntityManager, key: string): Promise<FoundApiKey | null> {
  if (!isKeyFormat(key)) return null;
  const hash = hashKey(key);

  return (await findByHashes(em, [hash])).get(hash) ?? null;
}

/** A finder that caches each result for ten seconds, to spare the database. A revoked key works for that long. */
export function createApiKeyFinder(em: EntityManager): FindApiKey {
  const findCached = cacheLookups((hashes) => findByHashes(em, hashes));

  return async (key) => (isKeyFormat(key) ? findCached(hashKey(key)) : null);
}

async function findByHashes(em: EntityManager, hashes: string[]): Promise<Map<string, FoundApiKey>> {
  const keys = await em.fork().find(ApiKey, { hash: { $in: hashes }, revokedAt: null });

  return new Map(
    keys.map(({ hash, id, kind, allowedOrigins, signingSecret = null }) => [
      hash,
      { id, kind, allowedOrigins, signingSecret },
    ]),
  );
}
