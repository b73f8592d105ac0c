import { attempt } from "./attempt.ts";

/** Milliseconds of the latest id, shifted left by 10 bits for the counter within the millisecond. */
let latest = 0;

/**
 * Creates a UUIDv7 (RFC 9562): 48 bits of milliseconds, a 10-bit counter and 64 random bits. Every id is greater than
 * the one before, even within a millisecond or if the clock is set back.
 *
 * @example
 * const id = uuidv7();
 * analytics.track("order.placed", order, { id });
 */
export function uuidv7(): string {
  const [start = 0, variant = 0, ...tail] = getRandomNumbers();

  // The counter starts in the lower half of its range. If it overflows, the id uses the next millisecond.
  latest = Math.max(Date.now() * 1024 + (start & 0x1ff), latest + 1);
  const time = hex(Math.floor(latest / 1024), 12);
  const counter = (latest % 1024) * 4 + (start >> 14);

  return [
    time.slice(0, 8),
    time.slice(8),
    hex(0x7000 + counter),
    hex(0x8000 + (variant & 0x3fff)),
    tail.map((part) => hex(part)).join(""),
  ].join("-");
}

/** Five random numbers of 16 bits. Without `crypto`, they are unique enough for analytics, but not secret. */
function getRandomNumbers(): ArrayLike<number> & Iterable<number> {
  return (
    attempt(() => crypto.getRandomValues(new Uint16Array(5))) ??
    Array.from({ length: 5 }, () => Math.floor(Math.random() * 65_536))
  );
}

function hex(number: number, digits = 4): string {
  return number.toString(16).padStart(digits, "0");
}
