const MINUTE_MS = 60_000;

/** A session ends after this time without activity. */
const IDLE_TIMEOUT_MS = 30 * MINUTE_MS;

/** Longer activity continues in a new session. Midnight does not end a session. */
export const MAX_SESSION_MS = 24 * 60 * MINUTE_MS;

/** Milliseconds since 1970. */
export interface SessionTimes {
  startedAt: number;
  lastActivityAt: number;
}

/** Whether an activity, which may arrive late, belongs to a session. */
export function belongsToSession({ startedAt, lastActivityAt }: SessionTimes, at: number): boolean {
  const isNear = startedAt - IDLE_TIMEOUT_MS <= at && at <= lastActivityAt + IDLE_TIMEOUT_MS;

  return isNear && Math.max(lastActivityAt, at) - Math.min(startedAt, at) <= MAX_SESSION_MS;
}

/** When a session to which an activity belongs can have started; follows from {@link belongsToSession}. */
export function getStartRange(at: number): { from: number; to: number } {
  return { from: at - MAX_SESSION_MS, to: at + IDLE_TIMEOUT_MS };
}
