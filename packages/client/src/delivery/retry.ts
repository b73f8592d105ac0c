import type { ItemResult } from "@admin-events/contract";

const MAX_ATTEMPTS = 10;
/** How long events wait in memory while the server is unreachable: 12 hours. */
export const MAX_AGE_MS = 12 * 60 * 60 * 1_000;
const BASE_DELAY_MS = 1_000;
const MAX_DELAY_MS = 30_000;
export const MAX_RETRY_AFTER_MS = 300_000;

/** The result of one attempt to send a batch. */
export interface SendResult {
  /** The HTTP status, or 0 without a response. */
  status: number;
  /** One result per event, in order. Only set for a 2xx response with a readable body. */
  results?: ItemResult[] | null;
  /** The value of the `Retry-After` header. */
  retryAfter?: string | null;
  /** The error message of the server or the network. */
  message: string;
}

/** Whether the same batch may succeed later: no response, an unreadable one, 408, 429 or 5xx. */
export function isRetryable(status: number): boolean {
  return status < 400 || status >= 500 || status === 408 || status === 429;
}

/** Whether to stop retrying an event: after ten failed responses, or once it is too old. */
export function shouldGiveUp(attempts: number, ageMs: number, maxAgeMs = Infinity): boolean {
  return attempts >= MAX_ATTEMPTS || ageMs >= maxAgeMs;
}

/** Exponential backoff with full jitter: a random delay up to 1 s, 2 s, 4 s … 30 s. `failures` counts from 1. */
export function backoffMs(failures: number, random: number = Math.random()): number {
  return random * Math.min(MAX_DELAY_MS, BASE_DELAY_MS * 2 ** (failures - 1));
}

/** Parses `Retry-After`, seconds or a date, to milliseconds. At most five minutes; 0 for a missing or invalid value. */
export function retryAfterMs(header: string | null | undefined, nowMs: number = Date.now()): number {
  const ms = Number(header) * 1_000 || Date.parse(header ?? "") - nowMs;

  return ms > 0 ? Math.min(ms, MAX_RETRY_AFTER_MS) : 0;
}
