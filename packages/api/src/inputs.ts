import { isEventNamePattern } from "@admin-events/catalog";
import { z } from "zod";

/** PostgreSQL takes neither NUL nor half of a surrogate pair. */
const storable = (text: string) => text.isWellFormed() && !text.includes("\u0000");
export const shortText = z
  .string()
  .min(1)
  .max(200)
  .refine(storable, { error: "holds a character that no text has" });
const scalar = z.union([
  z.string().max(8192).refine(storable, { error: "holds a character that no text has" }),
  z.number(),
  z.boolean(),
  z.null(),
]);
const propertyKey = z.string().regex(/^[\p{L}\p{N}_$:. -]{1,128}$/u, "is no metadata property");

/** A name, `post.*` or `*`. */
export const namePattern = shortText.refine(isEventNamePattern, {
  error: "must be an event name like user.signed_up, a subject like user.* or *",
});

export const namePatterns = z.array(namePattern).min(1).max(20);

/** Metadata properties and their value, or several values any of which will do. Dots address nested objects. */
const metadataFilter = z
  .record(propertyKey, z.union([scalar, z.array(scalar).max(50)]))
  .refine((filter) => Object.keys(filter).length <= 10, { error: "has more than 10 properties" });

/** What every question about a stretch of time takes. */
export const rangeInput = z.object({
  from: z.string().max(40),
  to: z.string().max(40),
  timeZone: z.string().max(60).optional(),
  weekStart: z.enum(["monday", "sunday"]).optional(),
  filter: metadataFilter.optional(),
});

/** ISO 8601, or `YYYY-MM-DD` for the midnight in which that day begins. */
const instant = z.string().max(40);

const activityFields = {
  resourceType: shortText.optional(),
  resourceId: shortText.optional(),
  targetId: shortText.optional(),
  module: shortText.optional(),
  mode: shortText.optional(),
  since: instant.optional(),
  until: instant.optional(),
};

/** Which events somebody wants to see. */
export const eventFilterInput = z.object({
  name: namePattern.optional(),
  userId: shortText.optional(),
  filter: metadataFilter.optional(),
  /** Only events with a resource. */
  activity: z.boolean().optional(),
  ...activityFields,
});

/** Which activities somebody wants to see. */
export const activityFilterInput = z.object({
  action: namePattern.optional(),
  actor: shortText.optional(),
  ...activityFields,
});

export const eventId = z.object({ id: z.guid() });

export function limitUpTo(most: number, usual = 50) {
  return z.int().min(1).max(most).default(usual);
}
