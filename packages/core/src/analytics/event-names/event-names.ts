import { canonicalName, getAliases, presentName } from "@admin-events/catalog";
import type { EventKind, SelectedKind } from "../../events/index.ts";
import { findNearestName, selectsKind } from "../../events/index.ts";
import type { QueryContext } from "../query-context.ts";
import type { StoredName } from "./event-names.sql.ts";
import { countStoredNames } from "./event-names.sql.ts";

export interface EventNameSummary {
  name: string;
  kind: EventKind;
  title: string;
  icon: string;
  /** Whether the name is in the catalog. Names of activities need not be. */
  planned: boolean;
  deprecated: string | null;
  /** The name of the catalog that an event's unknown name was most likely meant to be; null if none is near. */
  nearest: string | null;
  count: number;
  /** ISO 8601; null without events. */
  lastSeenAt: string | null;
}

/**
 * Lists the names of events that are in the catalog or stored, or of logged activities, most events first. An alias counts
 * towards its canonical name. Of names outside the catalog at most 1,000 are listed, those with the most events. A name that is used for both is listed once for each kind.
 *
 * @param options `kind`: default `event`.
 */
export async function getEventNames(
  { em, catalog }: QueryContext,
  { kind = "event" }: { kind?: SelectedKind } = {},
): Promise<EventNameSummary[]> {
  const planned = selectsKind(kind, "event") ? Object.keys(catalog) : [];
  const plannedNames = [...Object.keys(catalog), ...Object.keys(getAliases(catalog))];
  const byName = new Map<string, StoredName>(
    planned.map((name) => [getKey(false, name), { name, isActivity: false, title: null, ...NO_EVENTS }]),
  );
  for (const { title, isActivity, ...stored } of await countStoredNames(em, plannedNames)) {
    if (!selectsKind(kind, toKind(isActivity))) continue;
    const name = canonicalName(catalog, stored.name);
    const summary = byName.get(getKey(isActivity, name)) ?? { name, isActivity, title, ...NO_EVENTS };
    byName.set(getKey(isActivity, name), {
      ...summary,
      count: summary.count + stored.count,
      lastSeenAt: getLater(summary.lastSeenAt, stored.lastSeenAt),
    });
  }

  return [...byName.values()]
    .map(({ title, isActivity, ...summary }) => ({
      ...summary,
      kind: toKind(isActivity),
      ...presentName(catalog, summary.name, title),
      nearest:
        isActivity || Object.hasOwn(catalog, summary.name) ? null : findNearestName(catalog, summary.name),
    }))
    .toSorted((a, b) => b.count - a.count || a.name.localeCompare(b.name));
}

function toKind(isActivity: boolean): EventKind {
  return isActivity ? "activity" : "event";
}

function getKey(isActivity: boolean, name: string): string {
  return `${toKind(isActivity)} ${name}`;
}

const NO_EVENTS = { count: 0, lastSeenAt: null };

function getLater(a: string | null, b: string | null): string | null {
  return a === null || (b !== null && b > a) ? b : a;
}
