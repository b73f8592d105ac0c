/** A UUIDv7 whose random bits come from `random`: the same sequence of numbers makes the same ids. */
export function eventId(milliseconds: number, random: () => number): string {
  const time = hex(milliseconds, 12);
  const bits = `${hex(random() * 0x1000000, 6)}${hex(random() * 0x1000000, 6)}${hex(random() * 0x1000000, 6)}`;
  const variant = "89ab"[Math.floor(random() * 4)] ?? "8";

  return `${time.slice(0, 8)}-${time.slice(8)}-7${bits.slice(0, 3)}-${variant}${bits.slice(3, 6)}-${bits.slice(6)}`;
}

/** A UUIDv7 that carries a number, by which whoever receives the event knows it again. */
export function numberedEventId(milliseconds: number, number: number): string {
  const time = hex(milliseconds, 12);

  return `${time.slice(0, 8)}-${time.slice(8)}-7000-8000-${hex(number, 12)}`;
}

function hex(number: number, digits: number): string {
  return Math.floor(number).toString(16).padStart(digits, "0");
}
