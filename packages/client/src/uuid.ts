/** The latest id's milliseconds and, in the lower ten bits, its place within the millisecond. */
let latest = 0;

/**
 * A new UUIDv7 (RFC 9562): 48 bits of milliseconds, 10 bits of a counter, 64 random bits. Each is greater than the
 * one before, also within a millisecond and when the clock is set back.
 */
export function uuidv7(): string {
  const [start = 0, variant = 0, ...tail] = crypto.getRandomValues(new Uint16Array(5));

  // Beginning below the half leaves room for counting; beyond it the next millisecond is taken.
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

function hex(number: number, digits = 4): string {
  return number.toString(16).padStart(digits, "0");
}
