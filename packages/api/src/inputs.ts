import { isEventNamePattern } from "@admin-events/catalog";
import { selectedKinds } from "@admin-events/core/events";
import { z } from "zod";

/** PostgreSQL stores neither NUL nor half of a surrogate pair. */
const isStorable = (text: string) => text.isWellFormed() && !text.includes("\u0000");
export const storableText = z
  .string()
  .refine(isStorable, { error: "must not contain NUL or unpaired surrogate characters" });
export const searchText = storableText.max(200);
export const shortText = searchText.min(1);
const scalar = z.union([storableText.max(8192), z.number(), z.boolean(), z.null()]);
const propertyKey = z.string().regex(/^[\p{L}\p{N}_$:. -]{1,128}$/u, "must be a metadata property");

/** A name, `post.*` or `*`. */
export const namePattern = shortText.refine(isEventNamePattern, {
  error: "must be an event name like user.signed_up, a subject like user.* or *",
});

export const namePatterns = z.array(namePattern).min(1).max(20);

/** Metadata properties and their value, or a list of alternative values. Dots address nested objects. */
const metadataFilter = z
  .record(propertyKey, z.union([scalar, z.array(scalar).max(50)]))
  .refine((filter) => Object.keys(filter).length <= 10, { error: "must have at most 10 properties" });

/** Activities are the events with a resource. Without a kind, only events are listed and counted. */
export const kindInput = z.enum(selectedKinds);

/** Shared by every query over a time range. */
export const rangeInput = z.object({
  from: z.string().max(40),
  to: z.string().max(40),
  timeZone: z.string().max(60).optional(),
  weekStart: z.enum(["monday", "sunday"]).optional(),
  filter: metadataFilter.optional(),
  kind: kindInput.optional(),
});

/** ISO 8601, or `YYYY-MM-DD` for the start of that day. */
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

export const eventFilterInput = z.object({
  name: namePattern.optional(),
  userId: shortText.optional(),
  filter: metadataFilter.optional(),
  kind: kindInput.optional(),
  ...activityFields,
});

export const activityFilterInput = z.object({
  action: namePattern.optional(),
  actor: shortText.optional(),
  ...activityFields,
});

export const eventId = z.object({ id: z.guid() });

export function limitUpTo(max: number, defaultLimit = 50) {
  return z.int().min(1).max(max).default(defaultLimit);
}
