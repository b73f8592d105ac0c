const timePattern =
  /^(\d{4}-\d{2}-\d{2})(?:[T ](\d{2}:\d{2}(?::\d{2}(?:[.,]\d+)?)?))?\s*(Z|[+-]\d{2}(?::?\d{2})?)?$/i;

/**
 * Parses a time of a file: ISO 8601 with `T` or a space, or seconds or milliseconds since 1970. UTC if it has no offset.
 * Null if it is none of these, or before 1970.
 */
export function parseTime(value: unknown): Date | null {
  if (value instanceof Date) return value;
  const text = typeof value === "string" || typeof value === "number" ? String(value).trim() : "";
  if (/^\d{9,10}(\.\d+)?$/.test(text)) return new Date(Math.round(Number(text) * 1000));
  if (/^\d{12,13}$/.test(text)) return new Date(Number(text));

  const [, date, clock = "00:00", offset = "Z"] = timePattern.exec(text) ?? [];
  if (!date) return null;

  const time = new Date(`${date}T${truncateToMilliseconds(clock)}${toOffset(offset)}`);
  return time.getTime() >= 0 ? time : null;
}

function truncateToMilliseconds(clock: string): string {
  const [seconds, fraction] = clock.split(/[.,]/);

  return fraction ? `${seconds}.${fraction.slice(0, 3).padEnd(3, "0")}` : clock;
}

function toOffset(offset: string): string {
  if (offset.toUpperCase() === "Z") return "Z";
  const digits = offset.slice(1).replace(":", "").padEnd(4, "0");

  return `${offset[0]}${digits.slice(0, 2)}:${digits.slice(2)}`;
}
