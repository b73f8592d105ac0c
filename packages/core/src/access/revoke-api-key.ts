import type { EntityManager } from "@admin-events/db";
import { ApiKey } from "@admin-events/db";

/** Revokes a key permanently. @returns false if there is no such key, or it was revoked before. */
export async function revokeApiKey(em: EntityManager, id: number): Promise<boolean> {
  const revoked = await em.fork().nativeUpdate(ApiKey, { id, revokedAt: null }, { revokedAt: new Date() });

  return revoked > 0;
}
