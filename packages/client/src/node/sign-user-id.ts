import { createHmac } from "node:crypto";

/**
 * The proof, for a page of yours, that your server named this user: the hex HMAC-SHA256 of the user id under the
 * public key's signing secret, which `pnpm cli keys create` prints. Give it to the page of the signed-in user only.
 *
 * @example
 * response.json({ userId: user.id, signature: signUserId(process.env.SIGNING_SECRET, user.id) });
 * // and in the page: analytics.identify(userId, {}, { signature });
 */
export function signUserId(signingSecret: string, userId: string): string {
  return createHmac("sha256", signingSecret).update(userId).digest("hex");
}
