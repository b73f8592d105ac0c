import { z } from "zod";
import { cleanId, isVisitorId, MAX_ID_LENGTH } from "../events/index.ts";
import { cleanText } from "../text/index.ts";

export const uuidv7 =
  /^[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-7[0-9a-fA-F]{3}-[89abAB][0-9a-fA-F]{3}-[0-9a-fA-F]{12}$/;

/** Sending an item with the same id again changes nothing. */
export const itemId = z.string().regex(uuidv7, "must be a UUID of version 7");

export const optionalItemId = z
  .string()
  .trim()
  .regex(new RegExp(`^$|${uuidv7.source}`), "must be a UUID of version 7")
  .nullish();

/** A required text without the characters that PostgreSQL rejects, trimmed. */
export const requiredText = (maxLength: number) =>
  z
    .string()
    .overwrite((text) => cleanText(text).trim())
    .min(1, "must not be empty")
    .max(maxLength, `must have at most ${maxLength} characters`);

/** An id that may be absent. An empty one is as good as absent; `checkIds` makes it null. */
const idText = z
  .string()
  .overwrite(cleanId)
  .max(MAX_ID_LENGTH, `must have at most ${MAX_ID_LENGTH} characters`);

/** An id that the application chose. */
export const ownId = idText.min(1, "must not be empty");

const isNoVisitorId = (id: string) => !isVisitorId(id);
const visitorIdError = { error: 'must not begin with "anonymous:"; send visitors as anonymousId' };
const userIdMeta = { description: "The application's own id of the person." };

export const userId = ownId.refine(isNoVisitorId, visitorIdError).meta(userIdMeta);

export const optionalUserId = idText.refine(isNoVisitorId, visitorIdError).meta(userIdMeta).nullish();

export const anonymousId = idText
  .meta({ description: "The visitor's id of this browser. Names the person as long as there is no userId." })
  .nullish();

export const time = z.string().max(40).meta({
  format: "date-time",
  description:
    "ISO 8601, by the sender's clock; without an offset in the server's TIME_ZONE. A clock that is off by more than a minute is corrected by the batch's sentAt.",
});

export const signature = z.string().max(200).meta({
  description: "Proves the userId under a public key: its HMAC-SHA256 with the key's signing secret, in hex.",
});

/** Any object. Unlike `z.record`, it keeps every key, and leaves the checks to `cleanMetadata`. */
export const properties = z
  .unknown()
  .refine(isObject, { error: "must be an object" })
  .transform((value) => value as Record<string, unknown>)
  .meta({ type: "object" });

function isObject(value: unknown): boolean {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
