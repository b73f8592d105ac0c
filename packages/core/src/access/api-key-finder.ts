import type { EntityManager } from "@admin-events/db";
import type { FoundApiKey } from "./find-api-key.ts";
import { findApiKey } from "./find-api-key.ts";
import { hashOf, isKeyText } from "./key-text.ts";

/** The key with this text; null when it is unknown or revoked. Rejects when the database cannot be asked. */
export type FindApiKey = (key: string) => Promise<FoundApiKey | null>;

interface Remembered {
  found: Promise<FoundApiKey | null>;
  until: number;
}

const staleAfter = 10_000;
const mostRemembered = 1_000;

/**
 * Finds keys, and remembers each answer for 10 seconds so that taking in events costs no query per request. A key
 * revoked meanwhile works until then.
 */
export function createApiKeyFinder(em: EntityManager): FindApiKey {
  const remembered = new Map<string, Remembered>();

  return async (key) => {
    if (!isKeyText(key)) return null;

    const hash = hashOf(key);
    const known = remembered.get(hash);
    if (known && known.until > Date.now()) return known.found;

    const found = findApiKey(em, key);
    remembered.delete(hash);
    remembered.set(hash, { found, until: Date.now() + staleAfter });
    if (remembered.size > mostRemembered) remembered.delete(oldestOf(remembered));
    found.catch(() => remembered.delete(hash));

    return found;
  };
}

function oldestOf(remembered: Map<string, Remembered>): string {
  const [oldest = ""] = remembered.keys();

  return oldest;
}
