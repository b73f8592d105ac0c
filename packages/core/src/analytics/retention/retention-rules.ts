/** A retention input without its names. */
export interface RetentionRules {
  /** Neighbouring calendar periods, ascending; milliseconds since 1970, half-open. */
  periods: { from: number; to: number }[];
  /**
   * Who belongs to a period's cohort. `first-in-range`: who did the entry event there for the first time within the
   * range. `first-ever`: for the first time at all. `recurring`: whoever did it there, so a person may be in several.
   */
  entry: "first-in-range" | "first-ever" | "recurring";
  /** Whether a person counts `on` the period of a return, or `on-or-after`: in it and in every earlier one. */
  returning: "on" | "on-or-after";
}

export interface RetentionCounts {
  /** People in the cohort of each period. */
  sizes: number[];
  /** For each cohort, how many returned 0, 1, 2 … periods later, up to the last period of the range. */
  returned: number[][];
}
