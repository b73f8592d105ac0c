import { z } from "zod";
import { cleanText, isVisitorId } from "../events/index.ts";

export const uuidv7 =
  /^[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-7[0-9a-fA-F]{3}-[89abAB][0-9a-fA-F]{3}-[0-9a-fA-F]{12}$/;

/** A UUID of version 7, made by the sender. The same id again changes nothing. */
export const itemId = z.string().regex(uuidv7, "must be a UUID of version 7");

/** An id of the application's own, without what PostgreSQL refuses. */
export const ownId = z
  .string()
  .overwrite((text) => cleanText(text).trim())
  .min(1, "must not be empty")
  .max(200, "has more than 200 characters");

export const userId = ownId
  .refine((id) => !isVisitorId(id), {
    error: 'may not begin with "anonymous:"; an anonymous visitor is named by anonymousId',
  })
  .meta({ description: "The application's own id of the person." });

export const anonymousId = ownId.meta({
  description: "The visitor's id of this browser, for when nobody has signed in.",
});

export const time = z.string().max(40).meta({
  format: "date-time",
  description: "ISO 8601. The sender's clock; it is corrected by the batch's sentAt.",
});

export const signature = z.string().max(200).meta({
  description: "Proves the userId under a public key: its HMAC-SHA256 with the key's signing secret, in hex.",
});

/** What is known about a person or a group. A property that is not named stays as it was. */
export const traits = z.record(z.string(), z.unknown());
