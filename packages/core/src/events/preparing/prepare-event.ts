import type { AnyCatalog } from "@admin-events/catalog";
import { canonicalName, isEventName, MAX_EVENT_NAME_LENGTH } from "@admin-events/catalog";
import { v7 as uuidv7 } from "uuid";
import type { z } from "zod";
import { ValidationError } from "../../errors.ts";
import type { EventDetails, Metadata } from "../event.ts";
import type { EventTextKey, EventTexts } from "../event-columns.ts";
import { eventTexts } from "../event-columns.ts";
import { isVisitorId, toVisitorId } from "../visitor-id.ts";
import type { Redactor } from "../../redaction/index.ts";
import { cleanText, cutText } from "../../text/index.ts";
import type { CleanedMetadata } from "./clean-metadata.ts";
import { cleanMetadata } from "./clean-metadata.ts";
import { getDeclaredFields } from "./declared-fields.ts";
import { resolveEventTime } from "./event-time.ts";
import type { ParsedId } from "./parse-id.ts";
import { cleanId, NO_ID, parseOptionalId, parseOptionalThingId } from "./parse-id.ts";
import { withLongNumbers } from "./with-long-numbers.ts";

export interface EventRules {
  catalog: AnyCatalog;
  /** Whether well-formed names that are not in the catalog are stored. */
  unknownEvents: "store" | "reject";
  /** IANA zone of times that are sent without an offset. */
  timeZone: string;
  redactor?: Redactor;
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
  /** The import that stores the event. Default: none. */
  importId?: number;
  warnings: string[];
}

/** What code of this process may say about an event beyond its sender. */
export interface InternalDetails extends EventDetails {
  changedFields?: readonly string[];
}

/** Cuts and redacts what need not cost the event, with a warning. @throws {ValidationError} that names the invalid field. */
export function prepareEvent(
  rules: EventRules,
  name: string,
  details: InternalDetails,
  receivedAt: Date = new Date(),
): PreparedEvent {
  const canonical = parseName(rules, name);
  const { time, warnings: timeWarnings } = resolveEventTime({
    ...details,
    receivedAt,
    timeZone: rules.timeZone,
  });
  const warnings = [...timeWarnings];
  const deprecated = rules.catalog[canonical]?.deprecated;
  const userId = parseUserId(details, warnings);
  const texts = parseTexts(details, warnings);
  const { metadata, warnings: metadataWarnings } = parseMetadata(rules, canonical, details.metadata);
  warnings.push(...metadataWarnings);
  if (deprecated) warnings.push(`${canonical} is deprecated. ${deprecated}`);

  return {
    id: parseId(details.id),
    name: canonical,
    userId,
    occurredAt: time,
    ...texts,
    metadata,
    changedFields: texts.resourceType === null ? null : (details.changedFields ?? []),
    warnings,
  };
}

function parseName({ catalog, unknownEvents }: EventRules, name: string): string {
  if (name.length > MAX_EVENT_NAME_LENGTH) {
    throw new ValidationError("name", `must have at most ${MAX_EVENT_NAME_LENGTH} characters`);
  }
  if (!isEventName(name)) {
    throw new ValidationError(
      "name",
      `${JSON.stringify(cutText(name, 80))} must be lowercase words joined by dots, like user.signed_up`,
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

const uuidV7Pattern = /^[\da-f]{8}-[\da-f]{4}-7[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/i;

/** An empty id is as good as absent. */
function parseId(id: string | undefined): string {
  if (id === undefined) return uuidv7();
  if (uuidV7Pattern.test(id)) return id.toLowerCase();
  if (cleanId(id) === "") return uuidv7();

  throw new ValidationError("id", "must be a UUID of version 7");
}

function parseUserId({ userId, anonymousId }: EventDetails, warnings: string[]): string | null {
  const user = parseOptionalId("userId", userId);
  const visitor = parseOptionalId("anonymousId", anonymousId);
  if (user.id !== null && isVisitorId(user.id)) {
    throw new ValidationError("userId", 'must not begin with "anonymous:"; send visitors as anonymousId');
  }
  for (const { warning } of [user, visitor]) if (warning !== null) warnings.push(warning);

  return user.id ?? toVisitorId(visitor.id);
}

/** How the texts that are ids are parsed. */
const idParsers: Partial<Record<EventTextKey, typeof parseOptionalId>> = {
  sessionId: parseOptionalThingId,
  resourceId: parseOptionalThingId,
  targetId: parseOptionalId,
};

function parseTexts(details: EventDetails, warnings: string[]): EventTexts {
  const texts: Partial<EventTexts> = {};
  for (const { key, maxLength } of eventTexts) {
    const parseId = idParsers[key];
    const parsed = parseId ? parseId(key, details[key]) : parseLabel(key, details[key], maxLength);
    texts[key] = parsed.id;
    if (parsed.warning !== null) warnings.push(parsed.warning);
  }

  return texts as EventTexts;
}

/** A text that is no id. It is cut, because a longer one need not cost the event. */
function parseLabel(path: string, text: string | null | undefined, maxLength: number): ParsedId {
  if (text === undefined || text === null) return NO_ID;
  if (typeof text !== "string") throw new ValidationError(path, "must be a string");

  const label = cleanText(text).trim();
  return {
    id: cutText(label, maxLength) || null,
    warning:
      label.length > maxLength ? `${path}: has ${label.length} characters and was cut to ${maxLength}` : null,
  };
}

function parseMetadata(
  { catalog, redactor }: EventRules,
  name: string,
  sent: unknown,
): Pick<CleanedMetadata, "metadata" | "warnings"> {
  const schema = getMetadataSchema(catalog, name);
  const options = { redactor, declared: getDeclaredFields(schema) };
  const cleaned = cleanMetadata(sent, options);
  if (!schema) return cleaned;

  const parsed = cleanMetadata(applySchema(schema, cleaned), options);
  const warnings = new Set([...cleaned.warnings, ...parsed.warnings]);
  return { metadata: { ...cleaned.metadata, ...parsed.metadata }, warnings: [...warnings] };
}

function getMetadataSchema(catalog: AnyCatalog, name: string): z.ZodType | undefined {
  return Object.hasOwn(catalog, name) ? (catalog[name]?.metadata as z.ZodType | undefined) : undefined;
}

function applySchema(schema: z.ZodType, { metadata, longNumbers }: CleanedMetadata): unknown {
  const result = schema.safeParse(metadata);
  if (result.success) return result.data;
  if (longNumbers.length > 0) {
    const withNumbers = schema.safeParse(withLongNumbers(metadata, longNumbers));
    if (withNumbers.success) return withNumbers.data;
  }

  const [issue] = result.error.issues;
  throw new ValidationError(
    ["metadata", ...(issue?.path ?? [])].join("."),
    issue?.message ?? "does not match its schema",
  );
}
