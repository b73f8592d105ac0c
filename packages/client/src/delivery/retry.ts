const maxAttempts = 10;
/** How long events wait in memory for somebody to answer. */
export const twelveHoursMs = 12 * 60 * 60 * 1_000;
const baseDelayMs = 1_000;
const maxDelayMs = 30_000;
export const maxRetryAfterMs = 300_000;

/** What the server said about one event. */
export interface EventResult {
  id: string | null;
  status: "ok" | "duplicate" | "warning" | "drop" | "retry";
  message?: string;
}

/** What came back from one attempt. `status` 0: no answer at all. `results`: only when it was 2xx and could be read. */
export interface Answer {
  status: number;
  results?: EventResult[] | null;
  /** The header's text. */
  retryAfter?: string | null;
  /** What the server or the network said about a failure. */
  message: string;
}

/** Whether the same events may be taken later: no answer at all, an unreadable one, 408, 429, 5xx. */
export function isWorthRetrying(status: number): boolean {
  return status < 400 || status >= 500 || status === 408 || status === 429;
}

/** Whether an event is sent no more: the server could not take it ten times, or it has waited too long. */
export function isGivenUp(attempts: number, ageMs: number, maxAgeMs = Infinity): boolean {
  return attempts >= maxAttempts || ageMs >= maxAgeMs;
}

/** Full jitter: somewhere between nothing and 1 s, 2 s, 4 s … up to 30 s after the first, second, third failure in a row. */
export function backoffMs(failures: number, random: number = Math.random()): number {
  return random * Math.min(maxDelayMs, baseDelayMs * 2 ** (failures - 1));
}

/** Milliseconds the server asks to be left alone: seconds or a date, at most five minutes; 0 when it asks nothing. */
export function retryAfterMs(header: string | null | undefined, nowMs: number = Date.now()): number {
  const ms = Number(header) * 1_000 || Date.parse(header ?? "") - nowMs;

  return ms > 0 ? Math.min(ms, maxRetryAfterMs) : 0;
}
