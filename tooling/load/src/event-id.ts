/** A UUIDv7 whose random bits come from `random`: the same sequence of numbers gives the same ids. */
export function createEventId(milliseconds: number, random: () => number): string {
  const time = toHex(milliseconds, 12);
  const bits = `${toHex(random() * 0x1000000, 6)}${toHex(random() * 0x1000000, 6)}${toHex(random() * 0x1000000, 6)}`;
  const variant = "89ab"[Math.floor(random() * 4)] ?? "8";

  return `${time.slice(0, 8)}-${time.slice(8)}-7${bits.slice(0, 3)}-${variant}${bits.slice(3, 6)}-${bits.slice(6)}`;
}

/** A UUIDv7 whose last 12 digits are a number, so that the receiver can identify the event. */
export function createNumberedEventId(milliseconds: number, number: number): string {
  const time = toHex(milliseconds, 12);

  return `${time.slice(0, 8)}-${time.slice(8)}-7000-8000-${toHex(number, 12)}`;
}

function toHex(number: number, digits: number): string {
  return Math.floor(number).toString(16).padStart(digits, "0");
}
