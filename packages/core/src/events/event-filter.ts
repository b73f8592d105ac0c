import type { AnyCatalog } from "@admin-events/catalog";
import { selectsEventName } from "@admin-events/catalog";
import { readInstant } from "../calendar/index.ts";
import type { JsonValue, StoredEvent } from "./event.ts";
import type { EventTextKey } from "./event-columns.ts";

export type Scalar = string | number | boolean | null;

/** An event with a resource is an activity: an entry of the activity log. */
export const eventKinds = ["event", "activity"] as const;
export type EventKind = (typeof eventKinds)[number];
/** The kinds that a filter or a query selects. */
export const selectedKinds = [...eventKinds, "all"] as const;
export type SelectedKind = (typeof selectedKinds)[number];

/** Selects events. All conditions must hold. */
export interface EventFilter {
  /** A name, `post.*` or `*`. */
  name?: string;
  /** The application's own id of the person. */
  userId?: string;
  /** The value of each metadata property, or several values of which one must match. Dots address nested objects. */
  metadata?: Record<string, Scalar | readonly Scalar[]>;
  /** Default all. */
  kind?: SelectedKind;
  resourceType?: string;
  resourceId?: string;
  targetId?: string;
  module?: string;
  mode?: string;
  /** ISO 8601 or `YYYY-MM-DD`, inclusive. Compared with the time of storage. */
  since?: string;
  /** ISO 8601 or `YYYY-MM-DD`, exclusive. Compared with the time of storage. */
  until?: string;
}

export const activityFields = [
  "resourceType",
  "resourceId",
  "targetId",
  "module",
  "mode",
] as const satisfies readonly EventTextKey[];

/** Resolves the times of a filter, which may lack an offset, to instants. @throws {ValidationError} if one is not a time. */
export function withInstants<Filter extends Pick<EventFilter, "since" | "until">>(
  filter: Filter,
  timeZone: string,
): Filter {
  const { since, until } = filter;
  if (since === undefined && until === undefined) return filter;

  return {
    ...filter,
    since: since === undefined ? undefined : readInstant("since", since, timeZone),
    until: until === undefined ? undefined : readInstant("until", until, timeZone),
  };
}

/** Whether an event passes the filter, whose times are instants. Agrees with `filterCondition` on every event. */
export function matchesFilter(catalog: AnyCatalog, filter: EventFilter, event: StoredEvent): boolean {
  if (filter.name !== undefined && !selectsEventName(catalog, filter.name, event.name)) return false;
  if (filter.userId !== undefined && event.user?.id !== filter.userId) return false;
  if (!selectsKind(filter.kind, getEventKind(event))) return false;
  if (activityFields.some((field) => filter[field] !== undefined && event[field] !== filter[field]))
    return false;
  const storedAt = Date.parse(event.receivedAt);
  if (filter.since !== undefined && storedAt < Date.parse(filter.since)) return false;
  if (filter.until !== undefined && storedAt >= Date.parse(filter.until)) return false;

  return Object.entries(filter.metadata ?? {}).every(([key, values]) =>
    toArray(values).some((value) =>
      propertyShapes(key, value).some((shape) => contains(event.metadata, shape)),
    ),
  );
}

export function getEventKind({ resourceType }: Pick<StoredEvent, "resourceType">): EventKind {
  return resourceType === null ? "event" : "activity";
}

export function selectsKind(selected: SelectedKind = "all", kind: EventKind): boolean {
  return selected === "all" || selected === kind;
}

export function toArray(values: Scalar | readonly Scalar[]): readonly Scalar[] {
  return Array.isArray(values) ? (values as readonly Scalar[]) : [values as Scalar];
}

/** The objects that contain a property: `a.b` is a key with a dot, or a key `b` in an object `a`. */
export function propertyShapes(key: string, value: Scalar): Record<string, JsonValue>[] {
  const literal = nest([key], value);

  return key.includes(".") ? [literal, nest(key.split("."), value)] : [literal];
}

function nest([key = "", ...rest]: string[], value: JsonValue): Record<string, JsonValue> {
  return { [key]: rest.length === 0 ? value : nest(rest, value) };
}

/** PostgreSQL's `@>` for nested objects around one scalar. */
function contains(value: JsonValue, shape: JsonValue): boolean {
  if (typeof shape !== "object" || shape === null || Array.isArray(shape)) return value === shape;
  if (typeof value !== "object" || value === null || Array.isArray(value)) return false;

  return Object.entries(shape).every(([key, inner]) => {
    const found = Object.hasOwn(value, key) ? value[key] : undefined;
    return found !== undefined && contains(found, inner);
  });
}
