import type { EntityManager } from "@admin-events/db";
import { ApiKey } from "@admin-events/db";
import { newSigningSecret } from "./key-text.ts";

/**
 * Gives a public key a new secret for signing user ids. Within ten seconds signatures by the old one are refused.
 *
 * @returns the secret, which nobody is shown again; null when there is no such public key, or it was revoked.
 */
export async function renewSigningSecret(em: EntityManager, id: number): Promise<string | null> {
  const signingSecret = newSigningSecret();
  const changed = await em
    .fork()
    .nativeUpdate(ApiKey, { id, kind: "public", revokedAt: null }, { signingSecret });

  return changed > 0 ? signingSecret : null;
}
