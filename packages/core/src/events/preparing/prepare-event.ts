import type { AnyCatalog } from "@admin-events/catalog";
import { canonicalName, isEventName, MAX_EVENT_NAME_LENGTH } from "@admin-events/catalog";
import type { z } from "zod";
import { v7 as uuidv7, validate as isUuid, version as uuidVersion } from "uuid";
import { cleanMetadata, cleanText } from "./clean-metadata.ts";
import type { EventDetails, Metadata } from "../event.ts";
import { isVisitorId, toVisitorId } from "../visitor-id.ts";
import { occurredAt } from "./event-time.ts";
import { ValidationError } from "../../errors.ts";

/** What the catalog and the configuration demand of an event. */
export interface EventRules {
  catalog: AnyCatalog;
  /** What happens to well-formed names the catalog does not know. */
  unknownEvents: "store" | "reject";
}

/** An event that may be stored as it is. */
export interface PreparedEvent {
  id: string;
  name: string;
  /** The application's id of the person, or `anonymous:…` for a visitor. */
  userId: string | null;
  /** Whether a page named the person without proof. */
  isUnverified?: boolean;
  occurredAt: Date;
  /** When it was stored, for a history that is told as if it had been lived; absent for now. */
  receivedAt?: Date;
  sessionId: string | null;
  actorRole: string | null;
  resourceType: string | null;
  resourceId: string | null;
  targetId: string | null;
  module: string | null;
  mode: string | null;
  metadata: Metadata;
  warnings: string[];
}

const longestId = 200;
const largestMetadata = 32 * 1024;

/**
 * Checks one event against the rules and completes it.
 *
 * @throws {ValidationError} when it breaks one; the message names the field and says what to change.
 */
export function prepareEvent(
  rules: EventRules,
  name: string,
  details: EventDetails,
  receivedAt: Date = new Date(),
): PreparedEvent {
  const known = knownName(rules, name);
  const { time, warnings } = occurredAt({ ...details, receivedAt });
  const deprecated = rules.catalog[known]?.deprecated;

  return {
    id: eventId(details.id),
    name: known,
    userId: personId(details),
    occurredAt: time,
    sessionId: shortText("sessionId", details.sessionId),
    actorRole: shortText("actorRole", details.actorRole, 50),
    resourceType: shortText("resourceType", details.resourceType, 50),
    resourceId: shortText("resourceId", details.resourceId),
    targetId: shortText("targetId", details.targetId),
    module: shortText("module", details.module, 50),
    mode: shortText("mode", details.mode, 20),
    metadata: checkedMetadata(rules, known, details.metadata),
    warnings: deprecated ? [...warnings, `${known} is deprecated. ${deprecated}`] : warnings,
  };
}

function knownName({ catalog, unknownEvents }: EventRules, name: string): string {
  if (name.length > MAX_EVENT_NAME_LENGTH) {
    throw new ValidationError("name", `has more than ${MAX_EVENT_NAME_LENGTH} characters`);
  }
  if (!isEventName(name)) {
    throw new ValidationError(
      "name",
      `${JSON.stringify(name.slice(0, 80))} must be lowercase words joined by dots, like user.signed_up`,
    );
  }

  const known = canonicalName(catalog, name);
  if (unknownEvents === "reject" && !Object.hasOwn(catalog, known)) {
    throw new ValidationError(
      "name",
      `${name} is not in the catalog, and this server refuses unknown events`,
    );
  }

  return known;
}

function eventId(id: string | undefined): string {
  if (id === undefined) return uuidv7();
  if (!isUuid(id) || uuidVersion(id) !== 7) throw new ValidationError("id", "must be a UUID of version 7");

  return id.toLowerCase();
}

/** How the person is called in `users`; a visitor who is nobody yet has a name of their own there. */
function personId({ userId, anonymousId }: EventDetails): string | null {
  const known = shortText("userId", userId);
  if (known === null) return toVisitorId(shortText("anonymousId", anonymousId));
  if (isVisitorId(known)) {
    throw new ValidationError("userId", 'may not begin with "anonymous:"; name a visitor by anonymousId');
  }
  return known;
}

function shortText(path: string, text: string | null | undefined, longest = longestId): string | null {
  if (text === undefined || text === null) return null;
  const cleaned = cleanText(text).trim();
  if (cleaned === "") return null;
  if (cleaned.length > longest) throw new ValidationError(path, `has more than ${longest} characters`);

  return cleaned;
}

function checkedMetadata({ catalog }: EventRules, name: string, metadata: unknown): Metadata {
  const cleaned = cleanMetadata(metadata);
  const schema = schemaOf(catalog, name);
  const checked = schema ? { ...cleaned, ...cleanMetadata(parseMetadata(schema, cleaned)) } : cleaned;

  const size = Buffer.byteLength(JSON.stringify(checked));
  if (size > largestMetadata)
    throw new ValidationError("metadata", `is larger than ${largestMetadata} bytes`);

  return checked;
}

function schemaOf(catalog: AnyCatalog, name: string): z.ZodType | undefined {
  return Object.hasOwn(catalog, name) ? (catalog[name]?.metadata as z.ZodType | undefined) : undefined;
}

function parseMetadata(schema: z.ZodType, metadata: Metadata): unknown {
  const result = schema.safeParse(metadata);
  if (result.success) return result.data;

  const [problem] = result.error.issues;
  throw new ValidationError(
    ["metadata", ...(problem?.path ?? [])].join("."),
    problem?.message ?? "does not fit its schema",
  );
}
