const longest = 30_000;

/**
 * Milliseconds before attempt `attempt` (from 0): doubling from half a second up to 30 s, each time between half
 * and all of it, so that a thousand panels do not come back to a restarted server in the same moment.
 */
export function jitteredDelay(attempt: number): number {
  const full = Math.min(longest, 500 * 2 ** Math.min(attempt, 10));
  return full * (0.5 + Math.random() / 2);
}
