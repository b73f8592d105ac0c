let lastMs = 0;
let counter = 0;

/**
 * A new UUIDv7 (RFC 9562): 48 bits of milliseconds, 12 bits of a counter, 62 random bits. Each is greater than the
 * one before, also within a millisecond and when the clock is set back.
 */
export function uuidv7(): string {
  const random = crypto.getRandomValues(new Uint8Array(10));
  const nowMs = Date.now();

  if (nowMs > lastMs) {
    lastMs = nowMs;
    counter = ((random[8]! << 8) | random[9]!) & 0x7ff; // the upper half stays free for counting
  } else if (++counter > 0xfff) {
    lastMs++;
    counter = 0;
  }

  const time = lastMs.toString(16).padStart(12, "0");
  const tail = Array.from(random.subarray(0, 8), (byte) => byte.toString(16).padStart(2, "0")).join("");
  // The digit that the variant takes the place of gives it its two random bits.
  const variant = (8 + (random[0]! >> 6)).toString(16);

  return [
    time.slice(0, 8),
    time.slice(8),
    "7" + counter.toString(16).padStart(3, "0"),
    variant + tail.slice(1, 4),
    tail.slice(4),
  ].join("-");
}
