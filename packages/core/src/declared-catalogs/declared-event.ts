import type { EventDeclaration, JsonSchema } from "@admin-events/catalog";
import { defineEvents, findUnknownPlaceholder, isEventName } from "@admin-events/catalog";
import { z } from "zod";
import { takeTurn } from "../background/index.ts";
import { ValidationError } from "../errors.ts";
import { restoreJson } from "../json/index.ts";
import { cleanText, cutText } from "../text/index.ts";
import { assertPatternsFast } from "./assert-patterns-fast.ts";
import { toMetadataSchema } from "./to-definition.ts";

export const MAX_DECLARED_EVENTS = 1_000;
const MAX_SCHEMA_BYTES = 32 * 1024;

const text = (maxLength: number) =>
  z
    .string()
    .min(1, "must not be empty")
    .max(maxLength, `must have at most ${maxLength} characters`)
    .refine((value) => !/[\p{Cc}]/u.test(value) && cleanText(value) === value, {
      error: "must not contain control characters",
    });

const EVENT_NAME_RULE = "must be lowercase words joined by dots, like user.signed_up";
const eventName = z.string().refine(isEventName, { error: EVENT_NAME_RULE });

const jsonSchema = z
  .custom<JsonSchema>((value) => typeof value === "object" && value !== null && !Array.isArray(value), {
    error: "must be a JSON Schema",
  })
  .transform((value) => restoreJson(value) as JsonSchema)
  .refine(({ type = "object" }) => type === "object", { error: "must describe an object" })
  .refine((value) => JSON.stringify(value).length <= MAX_SCHEMA_BYTES, {
    error: `must have at most ${MAX_SCHEMA_BYTES} bytes as JSON`,
  })
  .refine(isStorable, { error: "contains NUL or half of a surrogate pair, which PostgreSQL cannot store" });

const declaredEvent = z.object({
  title: text(100),
  icon: text(20),
  metadata: jsonSchema.optional(),
  describe: text(500)
    .refine((template) => findUnknownPlaceholder(template) === null, {
      error: "may have the placeholders {user} and {metadata.…} only",
    })
    .optional(),
  pii: z.array(text(64)).max(100).optional(),
  retentionDays: z.union([z.int().min(1).max(36500), z.literal("forever")]).optional(),
  deprecated: text(500).optional(),
  aliases: z.array(eventName).max(20).optional(),
}) satisfies z.ZodType<EventDeclaration>;

/** The events that an application may declare: at most 1,000, each with a JSON Schema of at most 32 KB. */
export const declaredEvents = z
  .record(z.string(), declaredEvent)
  .refine((events) => Object.keys(events).length <= MAX_DECLARED_EVENTS, {
    error: `must have at most ${MAX_DECLARED_EVENTS} events`,
  })
  .superRefine((events, context) => {
    const unusable = Object.keys(events).find((name) => !isEventName(name));
    if (unusable !== undefined) {
      context.addIssue({ code: "custom", message: EVENT_NAME_RULE, path: [cutText(unusable, 80)] });
      return;
    }
    try {
      defineEvents(events as object);
    } catch (error) {
      context.addIssue({ code: "custom", message: (error as Error).message });
    }
  });

/** The name of an application that declares events. */
export const appName = text(100).transform((name) => name.trim());

/** In turns with other requests, because each schema is converted. @throws {ValidationError} that names the first event with an unreadable schema. */
export async function assertReadableSchemas(
  events: Readonly<Record<string, EventDeclaration>>,
): Promise<void> {
  for (const [name, { metadata }] of Object.entries(events)) {
    await takeTurn();
    try {
      if (metadata) {
        assertListsRequired(metadata);
        toMetadataSchema(metadata).safeParse({});
        await assertPatternsFast(metadata);
      }
    } catch (error) {
      throw new ValidationError(
        `events.${name}.metadata`,
        `is a JSON Schema that cannot be used: ${(error as Error).message}`,
      );
    }
  }
}

/** Without a schema of its own, zod would not require the property. @throws {Error} */
function assertListsRequired(schema: unknown): void {
  if (typeof schema !== "object" || schema === null) return;

  const { required, properties = {} } = schema as JsonSchema;
  const listed = new Set(Object.keys(properties as object));
  const missing = Array.isArray(required)
    ? required.map(String).find((name) => !listed.has(name))
    : undefined;
  if (missing !== undefined) throw new Error(`it requires "${missing}"; add it to properties`);
  // Values such as `default` are not schemas, but no harm is done.
  for (const part of Object.values(schema)) assertListsRequired(part);
}

function isStorable(value: unknown): boolean {
  if (typeof value === "string") return cleanText(value) === value;
  if (typeof value !== "object" || value === null) return true;

  return Object.entries(value).every(([key, inner]) => cleanText(key) === key && isStorable(inner));
}
