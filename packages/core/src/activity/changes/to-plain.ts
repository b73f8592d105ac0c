/**
 * Reduces a value to what it stands for: an object with `toJSON` to the result, a map with text keys to an object, a boxed
 * value to its value, and anything without a value to null. Dates, bytes, sets and other maps stay.
 */
export function toPlain(value: unknown): unknown {
  if (value === undefined || typeof value === "function" || typeof value === "symbol") return null;
  if (typeof value !== "object" || value === null) return value;
  if (value instanceof Date || value instanceof Set || Array.isArray(value) || isBytes(value)) return value;
  if (value instanceof Map) return toObject(value);
  if (value instanceof String || value instanceof Number || value instanceof Boolean) return value.valueOf();
  if (hasToJson(value)) {
    const json: unknown = value.toJSON();
    return json === value ? json : toPlain(json);
  }

  return isOpaque(value) ? (value as Text).toString() : value;
}

/** Whether a value consists of named fields. */
export function isRecord(value: unknown): value is Record<string, unknown> {
  return (
    typeof value === "object" &&
    value !== null &&
    !Array.isArray(value) &&
    !(value instanceof Date || value instanceof Set || value instanceof Map || isBytes(value))
  );
}

export function isBytes(value: unknown): value is ArrayBuffer | ArrayBufferView {
  return value instanceof ArrayBuffer || ArrayBuffer.isView(value);
}

export function toBytes(value: ArrayBuffer | ArrayBufferView): Buffer {
  return value instanceof ArrayBuffer
    ? Buffer.from(value)
    : Buffer.from(value.buffer, value.byteOffset, value.byteLength);
}

function toObject(map: Map<unknown, unknown>): unknown {
  return map.keys().every((key) => typeof key === "string") ? Object.fromEntries(map) : map;
}

function hasToJson(value: object): value is { toJSON: () => unknown } {
  return "toJSON" in value && typeof value.toJSON === "function";
}

interface Text {
  toString: () => string;
}

/** An object that shows no fields but has a text, such as a `RegExp` or `URLSearchParams`. */
function isOpaque(value: object): boolean {
  return (
    Object.keys(value).length === 0 &&
    typeof value.toString === "function" &&
    value.toString !== Object.prototype.toString
  );
}
