import type { EntityManager } from "@admin-events/db";
import { ApiKey } from "@admin-events/db";
import { timingSafeEqual } from "node:crypto";
import type { KeyKind } from "./key-text.ts";
import { hashOf, isKeyText } from "./key-text.ts";

/** What a key allows. */
export interface FoundApiKey {
  id: number;
  kind: KeyKind;
  /** The web origins a public key may be used from; empty: any. */
  allowedOrigins: readonly string[];
}

/** The key with this text; null when it is unknown or revoked. */
export async function findApiKey(em: EntityManager, key: string): Promise<FoundApiKey | null> {
  if (!isKeyText(key)) return null;

  const hash = hashOf(key);
  const found = await em.fork().findOne(ApiKey, { hash, revokedAt: null });
  if (!found || !timingSafeEqual(Buffer.from(found.hash), Buffer.from(hash))) return null;

  return { id: found.id, kind: found.kind, allowedOrigins: found.allowedOrigins };
}
