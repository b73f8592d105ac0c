import { createHmac } from "node:crypto";

/**
 * Signs a user id, so that events from a page are attributed to a verified user: the hex HMAC-SHA256 of the user id
 * with the signing secret of the public key. `pnpm cli keys create` prints the secret. Send the signature only to the
 * signed-in user.
 *
 * @example
 * response.json({ userId: user.id, signature: signUserId(process.env.SIGNING_SECRET, user.id) });
 * // In the page: analytics.identify(userId, {}, { signature });
 */
export function signUserId(signingSecret: string, userId: string): string {
  return createHmac("sha256", signingSecret).update(userId).digest("hex");
}
