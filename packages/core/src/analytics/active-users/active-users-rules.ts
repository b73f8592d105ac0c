/** A stretch of time within one local day and one bucket, half-open, in milliseconds since 1970. */
export interface DaySlice {
  from: number;
  to: number;
  /** The local day, numbered from the first one that matters. */
  day: number;
  /** Null before the range, where only trailing days count. */
  bucket: number | null;
}

export interface ActiveUsersRules {
  /** Adjacent, in time order. */
  slices: DaySlice[];
  dayCount: number;
  bucketCount: number;
}

export const trailingDays = [1, 7, 30] as const;
export type TrailingDays = (typeof trailingDays)[number];

export interface ActiveUsersCounts {
  /** Distinct users of the 1, 7 and 30 local days that end with each day. */
  trailing: Record<TrailingDays, number[]>;
  byBucket: number[];
  total: number;
}
