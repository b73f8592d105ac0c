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
  /** The secret that signs user ids; null if the key has none. */
  signingSecret: string | null;
}

/** Null for a key that is unknown or revoked. Rejects if the database cannot be reached. */
export type FindApiKey = (key: string) => Promise<FoundApiKey | null>;

/** Null for a key that is unknown or revoked. */
export async function findApiKey(em: EntityManager, key: string): Promise<FoundApiKey | null> {
  if (!isKeyFormat(key)) return null;
  const hash = hashKey(key);

  return (await findByHashes(em, [hash])).get(hash) ?? null;
}

/**
 * Creates a finder that caches each result for ten seconds, so that ingestion does not query the database for each
 * request. A revoked key works for that long.
 */
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
