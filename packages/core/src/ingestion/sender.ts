import type { KeyKind } from "../access/index.ts";
import { isSignatureOf } from "../access/index.ts";
import { ValidationError } from "../errors.ts";

/** Who sends: it decides what is believed. */
export interface Sender {
  kind: KeyKind;
  /** With what the key's user ids are signed; null when nothing was agreed. */
  signingSecret: string | null;
}

/** Code of this process. */
export const INTERNAL_SENDER: Sender = { kind: "secret", signingSecret: null };

/** What an item says about whose doing it is. */
interface Claim {
  userId?: string | null;
  signature?: string;
}

/**
 * Whether the sender proved that it speaks for the user it names: a secret key does, a public key with the user's
 * signature too. Who names nobody has nothing to prove.
 *
 * @throws {ValidationError} for a signature that is wrong or cannot be checked.
 */
export function isVerified({ kind, signingSecret }: Sender, { userId, signature }: Claim): boolean {
  if (kind === "secret" || !userId) return true;
  if (signature === undefined) return false;

  if (signingSecret === null) {
    throw new ValidationError(
      "signature",
      "cannot be checked; make a signing secret for the key with `pnpm cli keys signing-secret`",
    );
  }
  if (!isSignatureOf(signature, userId, signingSecret)) {
    throw new ValidationError(
      "signature",
      "is not that of the userId; sign it with the key's signing secret",
    );
  }
  return true;
}
