export const retentionEntries = ["first-in-range", "first-ever", "recurring"] as const;
export const retentionReturns = ["on", "on-or-after"] as const;

export interface RetentionRules {
  /** Adjacent calendar periods, ascending and half-open, in milliseconds since 1970. */
  periods: { from: number; to: number }[];
  /** The period of the `first-in-range` entry, of the `first-ever` entry if that is in the range, or `recurring`: every entry. */
  entry: (typeof retentionEntries)[number];
  /** Whether a return counts `on` its period only, or for `on-or-after`: in its period and all earlier ones. */
  returning: (typeof retentionReturns)[number];
}

export interface RetentionCounts {
  sizes: number[];
  /** For each cohort the users who returned 0, 1, 2 … periods later, up to the last period of the range. */
  returned: number[][];
}
