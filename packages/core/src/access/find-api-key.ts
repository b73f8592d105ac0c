import type { EntityManager } from "@admin-events/db";
import { ApiKey } from "@admin-events/db";
import { timingSafeEqual } from "node:crypto";
import type { KeyKind } from "./key-text.ts";
import { hashOf, isKeyText } from "./key-text.ts";
import { rememberAnswers } from "./remember-answers.ts";

/** What a key allows. */
export interface FoundApiKey {
  id: number;
  kind: KeyKind;
  /** The web origins a public key may be used from; empty: any. */
  allowedOrigins: readonly string[];
  /** With what the user ids of a public key are signed; null when there is no such secret. */
  signingSecret: string | null;
}

/** The key with this text; null when it is unknown or revoked. Rejects when the database cannot be asked. */
export type FindApiKey = (key: string) => Promise<FoundApiKey | null>;

/** The key with this text; null when it is unknown or revoked. */
export async function findApiKey(em: EntityManager, key: string): Promise<FoundApiKey | null> {
  return isKeyText(key) ? findByHash(em, hashOf(key)) : null;
}

/**
 * Finds keys, and remembers each answer for ten seconds so that taking in events costs no query per request. A key
 * revoked meanwhile works until then.
 */
export function createApiKeyFinder(em: EntityManager): FindApiKey {
  const findRemembered = rememberAnswers((hash) => findByHash(em, hash));

  return async (key) => (isKeyText(key) ? findRemembered(hashOf(key)) : null);
}

async function findByHash(em: EntityManager, hash: string): Promise<FoundApiKey | null> {
  const found = await em.fork().findOne(ApiKey, { hash, revokedAt: null });
  if (!found || !timingSafeEqual(Buffer.from(found.hash), Buffer.from(hash))) return null;

  const { id, kind, allowedOrigins, signingSecret = null } = found;
  return { id, kind, allowedOrigins, signingSecret };
}
