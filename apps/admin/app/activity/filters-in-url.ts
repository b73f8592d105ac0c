import type { FeedInput } from "../api/outputs.ts";

/** Which activities are shown. A side that is absent is open. */
export type ActivityFilters = Partial<Record<Side, string>>;
type Side = (typeof sides)[number];

/** The sides of the filter, as they stand in the address, in the order of their pills. */
const sides = ["action", "actor", "resource", "id", "target", "module", "mode", "since", "until"] as const;

/** What each side is called. */
const sideTitles: Readonly<Record<Side, string>> = {
  action: "Action",
  actor: "Actor",
  resource: "Resource",
  id: "Id",
  target: "Target",
  module: "Module",
  mode: "Mode",
  since: "Since",
  until: "Before",
};

/** The filters in a page's address: `?action=post.*&resource=post&since=2026-03-01`. Foreign and empty keys are ignored. */
export function filtersFromUrl(search: URLSearchParams): ActivityFilters {
  const given = sides.map((side) => [side, search.get(side)?.trim()] as const);

  return Object.fromEntries(given.filter(([, value]) => value));
}

/** The address part that {@link filtersFromUrl} reads back exactly; an empty text without filters. */
export function filtersToUrl(filters: ActivityFilters): string {
  const search = new URLSearchParams(sides.flatMap((side) => (filters[side] ? [[side, filters[side]]] : [])));
  const text = search.toString();

  return text && `?${text}`;
}

/** The filters as the API takes them for the history and the live feed. */
export function filtersForApi({
  action,
  actor,
  resource,
  id,
  target,
  ...rest
}: ActivityFilters): FeedInput {
  return {
    activity: true,
    name: action,
    userId: actor,
    resourceType: resource,
    resourceId: id,
    targetId: target,
    ...rest,
  };
}

/** The sides that are filtered by, with their titles, values and the address without each. */
export function filtersInForce(filters: ActivityFilters): { side: string; value: string; without: string }[] {
  return sides.flatMap((side) => {
    const value = filters[side];
    if (!value) return [];

    return {
      side: sideTitles[side],
      value,
      without: `/activity${filtersToUrl({ ...filters, [side]: undefined })}`,
    };
  });
}
