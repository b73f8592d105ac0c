import type { AnyCatalog } from "@admin-events/catalog";
import { canonicalName, isEventName, MAX_EVENT_NAME_LENGTH } from "@admin-events/catalog";
import { v7 as uuidv7, validate as isUuid, version as uuidVersion } from "uuid";
import type { z } from "zod";
import { ValidationError } from "../../errors.ts";
import type { EventDetails, Metadata } from "../event.ts";
import type { EventTexts } from "../event-columns.ts";
import { eventTexts } from "../event-columns.ts";
import { isVisitorId, toVisitorId } from "../visitor-id.ts";
import { cleanMetadata, cleanText } from "./clean-metadata.ts";
import { resolveEventTime } from "./event-time.ts";

export interface EventRules {
  catalog: AnyCatalog;
  /** Whether well-formed names that are not in the catalog are stored. */
  unknownEvents: "store" | "reject";
  /** IANA zone of times that are sent without an offset. */
  timeZone: string;
}

export interface PreparedEvent extends EventTexts {
  /** In lowercase. */
  id: string;
  name: string;
  /** The application's id of the person, or `anonymous:…` for a visitor. */
  userId: string | null;
  /** Whether a browser named the user without a signature. */
  isUnverified?: boolean;
  occurredAt: Date;
  /** Only for generated history. Default: the time of the statement. */
  receivedAt?: Date;
  metadata: Metadata;
  /** The fields whose `…_from` and `…_to` in the metadata are changes; null without a resource. */
  changedFields: readonly string[] | null;
  warnings: string[];
}

/** What code of this process may say about an event beyond its sender. */
export interface InternalDetails extends EventDetails {
  changedFields?: readonly string[];
}

const MAX_USER_ID_LENGTH = 200;
const MAX_METADATA_BYTES = 32 * 1024;

/**
 * Validates an event and fills in defaults.
 *
 * @throws {ValidationError} naming the invalid field and what to change.
 */
export function prepareEvent(
  rules: EventRules,
  name: string,
  details: InternalDetails,
  receivedAt: Date = new Date(),
): PreparedEvent {
  const canonical = parseName(rules, name);
  const { time, warnings } = resolveEventTime({ ...details, receivedAt, timeZone: rules.timeZone });
  const deprecated = rules.catalog[canonical]?.deprecated;
  const texts = parseTexts(details);

  return {
    id: parseId(details.id),
    name: canonical,
    userId: parseUserId(details),
    occurredAt: time,
    ...texts,
    metadata: parseMetadata(rules, canonical, details.metadata),
    changedFields: texts.resourceType === null ? null : (details.changedFields ?? []),
    warnings: deprecated ? [...warnings, `${canonical} is deprecated. ${deprecated}`] : warnings,
  };
}

function parseName({ catalog, unknownEvents }: EventRules, name: string): string {
  if (name.length > MAX_EVENT_NAME_LENGTH) {
    throw new ValidationError("name", `must have at most ${MAX_EVENT_NAME_LENGTH} characters`);
  }
  if (!isEventName(name)) {
    throw new ValidationError(
      "name",
      `${JSON.stringify(name.slice(0, 80))} must be lowercase words joined by dots, like user.signed_up`,
    );
  }

  const canonical = canonicalName(catalog, name);
  if (unknownEvents === "reject" && !Object.hasOwn(catalog, canonical)) {
    throw new ValidationError(
      "name",
      `${name} is not in the catalog; add it, or use a name from the catalog`,
    );
  }

  return canonical;
}

function parseId(id: string | undefined): string {
  if (id === undefined) return uuidv7();
  if (!isUuid(id) || uuidVersion(id) !== 7) throw new ValidationError("id", "must be a UUID of version 7");

  return id.toLowerCase();
}

function parseUserId({ userId, anonymousId }: EventDetails): string | null {
  const parsed = parseText("userId", userId, MAX_USER_ID_LENGTH);
  if (parsed === null) return toVisitorId(parseText("anonymousId", anonymousId, MAX_USER_ID_LENGTH));
  if (isVisitorId(parsed)) {
    throw new ValidationError("userId", 'must not begin with "anonymous:"; send visitors as anonymousId');
  }
  return parsed;
}

function parseTexts(details: EventDetails): EventTexts {
  const texts: Partial<EventTexts> = {};
  for (const { key, maxLength } of eventTexts) texts[key] = parseText(key, details[key], maxLength);

  return texts as EventTexts;
}

function parseText(path: string, text: string | null | undefined, maxLength: number): string | null {
  if (text === undefined || text === null) return null;
  const cleaned = cleanText(text).trim();
  if (cleaned === "") return null;
  if (cleaned.length > maxLength)
    throw new ValidationError(path, `must have at most ${maxLength} characters`);

  return cleaned;
}

function parseMetadata({ catalog }: EventRules, name: string, metadata: unknown): Metadata {
  const cleaned = cleanMetadata(metadata);
  const schema = getMetadataSchema(catalog, name);
  const parsed = schema ? { ...cleaned, ...cleanMetadata(applySchema(schema, cleaned)) } : cleaned;

  const size = Buffer.byteLength(JSON.stringify(parsed));
  if (size > MAX_METADATA_BYTES)
    throw new ValidationError("metadata", `must have at most ${MAX_METADATA_BYTES} bytes as JSON`);

  return parsed;
}

function getMetadataSchema(catalog: AnyCatalog, name: string): z.ZodType | undefined {
  return Object.hasOwn(catalog, name) ? (catalog[name]?.metadata as z.ZodType | undefined) : undefined;
}

function applySchema(schema: z.ZodType, metadata: Metadata): unknown {
  const result = schema.safeParse(metadata);
  if (result.success) return result.data;

  const [issue] = result.error.issues;
  throw new ValidationError(
    ["metadata", ...(issue?.path ?? [])].join("."),
    issue?.message ?? "does not match its schema",
  );
}
