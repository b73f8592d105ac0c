import type { KeyKind } from "../access/index.ts";
import { isSignedUserId } from "../access/index.ts";
import { ValidationError } from "../errors.ts";

export interface Sender {
  /** The API key; null for code of this process. */
  id: number | null;
  kind: KeyKind;
  /** The secret that signs user ids of a public key; null if there is none. */
  signingSecret: string | null;
}

/** Code of this process, which is trusted like a secret key. */
export const INTERNAL_SENDER: Sender = { id: null, kind: "secret", signingSecret: null };

interface Claim {
  userId?: string | null;
  signature?: string;
}

/** True for a secret key or the named user's signature. @throws {ValidationError} for a wrong signature, or a key without secret. */
export function isVerified({ kind, signingSecret }: Sender, { userId, signature }: Claim): boolean {
  if (kind === "secret") return true;
  if (!userId || !signature) return false;

  if (signingSecret === null) {
    throw new ValidationError(
      "signature",
      "cannot be checked; create a signing secret for the key with `pnpm cli keys signing-secret`",
    );
  }
  if (!isSignedUserId(userId, signature, signingSecret)) {
    throw new ValidationError(
      "signature",
      "does not match the userId; sign the userId with the key's signing secret",
    );
  }
  return true;
}
