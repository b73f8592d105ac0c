export const funnelOrders = ["any", "ordered", "strict"] as const;

/** A funnel without its names. Times are milliseconds since 1970. */
export interface FunnelRules {
  stepCount: number;
  order: (typeof funnelOrders)[number];
  /** From the entry, within which the last step must happen. Has no effect in any order. */
  windowMs: number;
  /** The half-open range in which entries happen; in any order, all steps. */
  entries: { from: number; to: number };
  now: number;
}

/** The time before which all relevant events happen: the end of the range, or of the last entry's window. */
export function getEventsEnd({ order, windowMs, entries }: FunnelRules): number {
  return order === "any" ? entries.to : entries.to + windowMs + 1;
}
