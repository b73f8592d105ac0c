const maxAttempts = 10;
const maxAgeMs = 12 * 60 * 60 * 1_000;
const baseDelayMs = 1_000;
const maxDelayMs = 30_000;
const maxRetryAfterMs = 300_000;

/** What the server said about one event. */
export interface EventResult {
  id: string | null;
  status: "ok" | "duplicate" | "warning" | "drop" | "retry";
  message?: string;
}

/** What came back from one attempt. `status` 0: no answer at all. `results`: null unless the answer could be read. */
export interface Answer {
  status: number;
  results: EventResult[] | null;
  /** The header's text. */
  retryAfter: string | null;
  /** What the server or the network said about a failure. */
  message: string;
}

/** What to do with the batch that was answered. */
export type Verdict = "settle" | "retry" | "halve" | "drop" | "stop";

/**
 * - `settle`: each event has its own result.
 * - `retry`: the same events again, later (no answer, an unreadable one, 408, 429, 5xx).
 * - `halve`: too large; the same events again in two parts.
 * - `stop`: the key is refused, for these events and all later ones.
 * - `drop`: the server will never take these events.
 */
export function verdictOn(answer: Pick<Answer, "status" | "results">, batchLength: number): Verdict {
  const { status, results } = answer;

  if (status >= 200 && status < 300) return results ? "settle" : "retry";
  if (status === 413) return batchLength > 1 ? "halve" : "drop";
  if (status === 401 || status === 403) return "stop";
  if (status === 408 || status === 429 || status >= 500 || status < 400) return "retry";

  return "drop";
}

/** Whether an event is sent no more: the server could not take it ten times, or it has waited for twelve hours. */
export function isGivenUp(attempts: number, ageMs: number): boolean {
  return attempts >= maxAttempts || ageMs >= maxAgeMs;
}

/** Full jitter: somewhere between nothing and 1 s, 2 s, 4 s … up to 30 s after the first, second, third failure in a row. */
export function backoffMs(failures: number, random: number = Math.random()): number {
  return random * Math.min(maxDelayMs, baseDelayMs * 2 ** (failures - 1));
}

/** Milliseconds the server asks to be left alone: seconds or a date, at most five minutes; 0 when it asks nothing. */
export function retryAfterMs(header: string | null, nowMs: number = Date.now()): number {
  if (header === null) return 0;

  const seconds = Number(header);
  const ms = Number.isNaN(seconds) ? Date.parse(header) - nowMs : seconds * 1_000;

  return ms > 0 ? Math.min(ms, maxRetryAfterMs) : 0;
}
