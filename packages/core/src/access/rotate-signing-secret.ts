import type { EntityManager } from "@admin-events/db";
import { ApiKey } from "@admin-events/db";
import { generateSigningSecret } from "./key-format.ts";

/** Signatures with the old secret stop working within ten seconds. @returns null without such an active public key. */
export async function rotateSigningSecret(em: EntityManager, id: number): Promise<string | null> {
  const signingSecret = generateSigningSecret();
  const changed = await em
    .fork()
    .nativeUpdate(ApiKey, { id, kind: "public", revokedAt: null }, { signingSecret });

  return changed > 0 ? signingSecret : null;
}
