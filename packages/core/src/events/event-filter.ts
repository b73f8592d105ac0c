import type { AnyCatalog } from "@admin-events/catalog";
import { selectsEventName } from "@admin-events/catalog";
import { readInstant } from "../calendar/index.ts";
import type { JsonValue, StoredEvent } from "./event.ts";
import type { EventTextKey } from "./event-columns.ts";
import { getPropertyPaths } from "./property-paths.ts";

export type Scalar = string | number | boolean | null;

/** An event with a resource is an activity: an entry of the activity log. */
const eventKinds = ["event", "activity"] as const;
export type EventKind = (typeof eventKinds)[number];
/** The kinds that a filter or a query selects. */
export const selectedKinds = [...eventKinds, "all"] as const;
export type SelectedKind = (typeof selectedKinds)[number];

/** Selects events. All conditions must hold. */
export interface EventFilter {
  /** A name, `post.*` or `*`. */
  name?: string;
  userId?: string;
  /**
   * The value of each metadata property, or several values of which one must match. Dots address nested objects. A list has
   * the values of its elements, and its objects their properties: `items.sku` is found in `items: [{ sku }]`.
   */
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

  return Object.entries(filter.metadata ?? {}).every(([key, values]) => {
    const wanted = toArray(values);
    return getPropertyPaths(key).some((path) => hasValueAt(event.metadata, path, 0, wanted));
  });
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

/** As PostgreSQL's `$."a"."b" == value` in lax mode: arrays stand for their elements, one level at each key. */
function hasValueAt(
  found: JsonValue,
  path: readonly string[],
  position: number,
  wanted: readonly Scalar[],
): boolean {
  const key = path[position];

  return (Array.isArray(found) ? found : [found]).some((value) => {
    if (key === undefined) return wanted.includes(value as Scalar);
    if (typeof value !== "object" || value === null || Array.isArray(value)) return false;
    const inner = Object.hasOwn(value, key) ? value[key] : undefined;

    return inner !== undefined && hasValueAt(inner, path, position + 1, wanted);
  });
}
