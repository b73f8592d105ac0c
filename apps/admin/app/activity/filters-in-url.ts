import type { EventFilter } from "@admin-events/client/query";
import type { Pill } from "../feed/filter/pill-list.tsx";

// In the order of their pills.
const KEYS = ["action", "actor", "resource", "id", "target", "module", "mode", "since", "until"] as const;
type FilterKey = (typeof KEYS)[number];

export type ActivityFilters = Partial<Record<FilterKey, string>>;

const LABELS: Readonly<Record<FilterKey, string>> = {
  action: "Action",
  actor: "Actor",
  resource: "Resource",
  id: "ID",
  target: "Target",
  module: "Module",
  mode: "Mode",
  since: "Since",
  until: "Before",
};

/** Reads filters such as `?action=post.*&resource=post&since=2026-03-01`. Unknown and empty keys are ignored. */
export function filtersFromUrl(search: URLSearchParams): ActivityFilters {
  const entries = KEYS.map((key) => [key, search.get(key)?.trim()] as const);

  return Object.fromEntries(entries.filter(([, value]) => value));
}

/** The query string that {@link filtersFromUrl} reads back exactly; empty without filters. */
export function filtersToUrl(filters: ActivityFilters): string {
  const search = new URLSearchParams(KEYS.flatMap((key) => (filters[key] ? [[key, filters[key]]] : [])));
  const text = search.toString();

  return text && `?${text}`;
}

export function filtersForApi({
  action,
  actor,
  resource,
  id,
  target,
  ...rest
}: ActivityFilters): EventFilter {
  return {
    kind: "activity",
    name: action,
    userId: actor,
    resourceType: resource,
    resourceId: id,
    targetId: target,
    ...rest,
  };
}

/** @param actorLabel the name or email of the actor, if known */
export function toPills(filters: ActivityFilters, actorLabel: string | null = null): Pill[] {
  return KEYS.flatMap((key) => {
    const value = filters[key];
    if (!value) return [];

    return {
      label: LABELS[key],
      value: key === "actor" ? (actorLabel ?? value) : value,
      without: `/activity${filtersToUrl({ ...filters, [key]: undefined })}`,
    };
  });
}
