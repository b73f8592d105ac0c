const minute = 60_000;

/** So long without activity ends a session, in milliseconds. */
const idleTime = 30 * minute;

/** No session is longer, in milliseconds; whoever goes on begins a new one. Midnight cuts nothing. */
export const longestSession = 24 * 60 * minute;

/** When a session began and was last active, in milliseconds since 1970. */
export interface SessionTimes {
  startedAt: number;
  lastActivityAt: number;
}

/** Whether what happened at a time, which may be late in arriving, is part of a session. */
export function belongsTo({ startedAt, lastActivityAt }: SessionTimes, at: number): boolean {
  const isNear = startedAt - idleTime <= at && at <= lastActivityAt + idleTime;

  return isNear && Math.max(lastActivityAt, at) - Math.min(startedAt, at) <= longestSession;
}
