import { hash } from "node:crypto";
import { ValidationError } from "../../errors.ts";

const DAY_MS = 24 * 60 * 60_000;

/** How long the browser client keeps what it cannot send. A public key cannot send anything older. */
export const MAX_PUBLIC_AGE_MS = 7 * DAY_MS;

/**
 * The id under which an item of a public key is stored: another UUIDv7 with the same time. Anybody can claim any id with a
 * public key, so these ids are kept apart from those of servers: they neither take an id away from a server nor tell whether a
 * server has used it. The same id always gives the same one, so an item that is sent again is recognized.
 *
 * @param id UUIDv7.
 */
export function toPublicId(id: string): string {
  const lowercase = id.toLowerCase();
  const digest = hash("sha256", `public ${lowercase}`, "hex");
  const variant = ((parseInt(digest.charAt(3), 16) & 3) | 8).toString(16);

  return `${lowercase.slice(0, 15)}${digest.slice(0, 3)}-${variant}${digest.slice(4, 7)}-${digest.slice(7, 19)}`;
}

/** @throws {ValidationError} if the item of a public key is older than {@link MAX_PUBLIC_AGE_MS}. */
export function assertPublicAge(time: Date, receivedAt: Date): void {
  if (time.getTime() < receivedAt.getTime() - MAX_PUBLIC_AGE_MS) {
    throw new ValidationError(
      "timestamp",
      "is more than 7 days ago; a public key (pk_…) cannot change the past, so send it with a secret key (sk_…)",
    );
  }
}
