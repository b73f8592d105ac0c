import { ValidationError } from "../../errors.ts";
import { getLongNumber } from "../../json/index.ts";
import { formatKey } from "../preparing/metadata-key.ts";
import type { EventRules, InternalDetails, PreparedEvent } from "../preparing/prepare-event.ts";
import { prepareEvent } from "../preparing/prepare-event.ts";

/** The options of `track()` in SQL. */
const TEXT_OPTIONS = [
  "id",
  "timestamp",
  "userId",
  "anonymousId",
  "sessionId",
  "actorRole",
  "resourceType",
  "resourceId",
  "targetId",
  "module",
  "mode",
] as const;
const OPTIONS: readonly string[] = [...TEXT_OPTIONS, "metadata"];

/** Of metadata in the caller's transaction. The event itself keeps at most 32 KB of it. */
const MAX_TRACKED_BYTES = 262_144;

export interface TrackedEvent {
  name: string;
  /** As `parseJson` returns them: of any shape. */
  options: unknown;
  trackedAt: Date;
}

/**
 * Prepares an event that `track()` in SQL wrote, by the same rules as any other. `track()` has checked the options before, but
 * perhaps a newer version of it than this process knows.
 *
 * @throws {ValidationError} if the options or the catalog refuse it.
 */
export function prepareTracked(rules: EventRules, { name, options, trackedAt }: TrackedEvent): PreparedEvent {
  return prepareEvent(rules, name, parseTrackOptions(options), trackedAt);
}

function parseTrackOptions(options: unknown): InternalDetails {
  if (options === null || options === undefined) return {};
  if (typeof options !== "object" || Array.isArray(options) || getLongNumber(options) !== null)
    throw new ValidationError("options", "must be an object");

  const given = Object.fromEntries(Object.entries(options).filter(([, value]) => value !== null));
  for (const option of Object.keys(given)) {
    if (!OPTIONS.includes(option))
      throw new ValidationError(formatKey(option), `is not an option; the options are ${OPTIONS.join(", ")}`);
  }
  for (const option of TEXT_OPTIONS) {
    if (given[option] !== undefined && typeof given[option] !== "string")
      throw new ValidationError(option, "must be a string");
  }
  if (given.metadata !== undefined && getJsonBytes(given.metadata) > MAX_TRACKED_BYTES)
    throw new ValidationError("metadata", `must have at most ${MAX_TRACKED_BYTES} bytes as JSON`);

  return given;
}

function getJsonBytes(value: unknown): number {
  try {
    return Buffer.byteLength(JSON.stringify(value));
  } catch {
    // Nested deeper than JSON can be written, but not than it can be read. Cleaning cuts it.
    return 0;
  }
}
