import { formatIssue, isEventNamePattern } from "@admin-events/catalog";
import type { Scalar } from "@admin-events/core/events";
import { isStorableKey, MAX_KEY_LENGTH, MAX_METADATA_DEPTH, selectedKinds } from "@admin-events/core/events";
import { getLongNumber, isKeptAsText } from "@admin-events/core/json";
import { z } from "zod";

/** PostgreSQL stores neither NUL nor half of a surrogate pair. */
const isStorable = (text: string) => text.isWellFormed() && !text.includes("\u0000");
export const storableText = z
  .string()
  .refine(isStorable, { error: "must not contain NUL or unpaired surrogate characters" });
export const searchText = storableText.max(200);
export const shortText = searchText.min(1);
/** A number that JavaScript cannot hold, as metadata stores it. The type hides how the JSON of a call is read. */
export const longNumber = z
  .custom<number>((value) => getLongNumber(value) !== null)
  .transform((value) => {
    const number = getLongNumber(value) ?? "";
    return isKeptAsText(number) ? number : Number(number);
  });
const scalar = z.union([storableText.max(8192), z.number(), z.boolean(), z.null(), longNumber]);

/** A name, `post.*` or `*`. */
export const namePattern = shortText.refine(isEventNamePattern, {
  error: "must be an event name like user.signed_up, a subject like user.* or *",
});

export const namePatterns = z.array(namePattern).min(1).max(20);

const MAX_FILTER_PROPERTIES = 10;
const MAX_FILTER_VALUES = 50;
/** The keys of metadata with the most levels, with the dots between them. */
const MAX_PROPERTY_LENGTH = MAX_METADATA_DEPTH * (MAX_KEY_LENGTH + 1) - 1;

const propertyKey = storableText.max(MAX_PROPERTY_LENGTH).refine(isStorableKey, {
  error: "must have no quotes, backslashes and control characters, like any property",
});
const propertyValues = z.union([scalar, z.array(scalar).max(MAX_FILTER_VALUES)]);

type MetadataFilter = Record<string, Scalar | Scalar[]>;

/** A value, or alternatives. Dots address nested objects. Unlike `z.record`, it keeps a property named `__proto__`. */
const metadataFilter = z
  .custom<MetadataFilter>((value) => typeof value === "object" && value !== null && !Array.isArray(value), {
    error: "must be an object of properties and values",
  })
  .refine((filter) => Object.keys(filter).length <= MAX_FILTER_PROPERTIES, {
    error: `must have at most ${MAX_FILTER_PROPERTIES} properties`,
  })
  .transform((filter, { issues }): MetadataFilter => {
    const entries = Object.entries(filter).map(([key, values]) => {
      const parsedKey = propertyKey.safeParse(key);
      const parsedValues = propertyValues.safeParse(values);
      for (const { error } of [parsedKey, parsedValues]) {
        if (!error) continue;
        const { path, problem } = formatIssue(error);
        issues.push({
          code: "custom",
          message: problem,
          path: path === null ? [key] : [key, path],
          input: values,
        });
      }
      return [key, parsedValues.data ?? null] as const;
    });
    return Object.fromEntries(entries);
  });

/** Activities are the events with a resource. Without a kind, only events are listed and counted. */
export const kindInput = z.enum(selectedKinds);

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
