import type { EntityManager } from "@admin-events/db";
import { ApiKey } from "@admin-events/db";
import { generateSigningSecret } from "./key-format.ts";

/**
 * Replaces the secret that signs user ids for a public key. Signatures with the old secret stop working within ten
 * seconds.
 *
 * @returns the secret, which is not shown again; null if there is no such public key, or it was revoked.
 */
export async function rotateSigningSecret(em: EntityManager, id: number): Promise<string | null> {
  const signingSecret = generateSigningSecret();
  const changed = await em
    .fork()
    .nativeUpdate(ApiKey, { id, kind: "public", revokedAt: null }, { signingSecret });

  return changed > 0 ? signingSecret : null;
}
