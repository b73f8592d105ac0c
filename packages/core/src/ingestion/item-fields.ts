import { z } from "zod";
import { cleanText, isVisitorId } from "../events/index.ts";

export const uuidv7 =
  /^[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-7[0-9a-fA-F]{3}-[89abAB][0-9a-fA-F]{3}-[0-9a-fA-F]{12}$/;

/** Sending an item with the same id again changes nothing. */
export const itemId = z.string().regex(uuidv7, "must be a UUID of version 7");

/** A required text without the characters that PostgreSQL rejects, trimmed. */
export const requiredText = (maxLength: number) =>
  z
    .string()
    .overwrite((text) => cleanText(text).trim())
    .min(1, "must not be empty")
    .max(maxLength, `must have at most ${maxLength} characters`);

/** An id that the application chose. */
export const ownId = requiredText(200);

export const userId = ownId
  .refine((id) => !isVisitorId(id), {
    error: 'must not begin with "anonymous:"; send visitors as anonymousId',
  })
  .meta({ description: "The application's own id of the person." });

export const anonymousId = ownId.meta({
  description: "The visitor's id of this browser. Names the person as long as there is no userId.",
});

export const time = z.string().max(40).meta({
  format: "date-time",
  description:
    "ISO 8601, by the sender's clock; without an offset in the server's TIME_ZONE. A clock that is off by more than a minute is corrected by the batch's sentAt.",
});

export const signature = z.string().max(200).meta({
  description: "Proves the userId under a public key: its HMAC-SHA256 with the key's signing secret, in hex.",
});

/** Properties of a person or group. Properties that are not sent stay unchanged. */
export const traits = z.record(z.string(), z.unknown());
