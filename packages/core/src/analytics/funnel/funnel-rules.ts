/** A funnel without its names. */
export interface FunnelRules {
  stepCount: number;
  order: "any" | "ordered" | "strict";
  /** Milliseconds from the entry within which the last step must happen; says nothing in any order. */
  window: number;
  /** Entries, and in any order all steps, happen in this range of milliseconds since 1970, half-open. */
  entries: { from: number; to: number };
  now: number;
}

/** Up to when events matter, in milliseconds since 1970: the end of the range, or of the window of the last entry. */
export function reachOf({ order, window, entries }: FunnelRules): number {
  return order === "any" ? entries.to : entries.to + window + 1;
}
