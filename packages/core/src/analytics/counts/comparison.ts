/** How a number changed from the one before it. */
export interface Change {
  /** A fraction: 0.12 is 12 % more. Null if the previous number is 0 and the current one is not. */
  change: number | null;
  /** Whether the previous number is 0 and the current one is not. */
  isNew: boolean;
}

/** A number, and the same of the previous range. */
export interface Comparison extends Change {
  current: number;
  /** Of the previous range; while the range is running, of the same elapsed part. */
  previous: number;
  /** Of the whole previous range. */
  previousFull: number;
}

export function compare(current: number, previous: number, previousFull: number): Comparison {
  return { current, previous, previousFull, ...getChange(current, previous) };
}

/** From 0 to 0 is no change; from 0 to more is new instead of infinite growth. */
export function getChange(current: number, previous: number): Change {
  if (previous === 0) return { change: current === 0 ? 0 : null, isNew: current > 0 };

  return { change: (current - previous) / previous, isNew: false };
}
