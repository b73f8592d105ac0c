/** How a number moved against the one before it. */
export interface Change {
  /** A fraction: 0.12 is 12 % more. Null when there was nothing before and something now. */
  change: number | null;
  /** Whether there was nothing before and something now. */
  isNew: boolean;
}

/** Nothing before and nothing now is no change; nothing before and something now is new, not an infinite growth. */
export function percentageChange(current: number, previous: number): Change {
  if (previous === 0) return { change: current === 0 ? 0 : null, isNew: current > 0 };

  return { change: (current - previous) / previous, isNew: false };
}
