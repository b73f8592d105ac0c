/** More levels than the server stores, and few enough for every stack. */
const MAX_DEPTH = 30;

/** The JSON of a value, and whether something in it contains itself or cannot be read. That is left out. */
export interface Serialized {
  json: string;
  isIncomplete?: boolean;
}

/** Like `JSON.stringify`, but it writes a bigint as text, and never throws. */
export function serialize(value: unknown): Serialized {
  try {
    return { json: JSON.stringify(value) };
  } catch {
    let isIncomplete = false;
    const json = JSON.stringify(toWritable(value, "", [], () => (isIncomplete = true)));
    return { json, isIncomplete };
  }
}

/** The properties of an object as `JSON.stringify` sees them. */
export function readProperties(object: object | undefined): object {
  try {
    if (!(object as { toJSON?: unknown } | undefined)?.toJSON) return { ...object };
  } catch {
    // A getter throws.
  }
  return toWritable(object, "", [], () => 0) as object;
}

function toWritable(
  value: unknown,
  key: string,
  ancestors: readonly unknown[],
  onLeftOut: () => unknown,
): unknown {
  try {
    const { toJSON } = (value ?? {}) as { toJSON?: unknown };
    // Also turns the object of a primitive into its value.
    const form: unknown =
      typeof toJSON === "function" ? (toJSON as (key: string) => unknown).call(value, key) : value;
    const plain = form?.valueOf();
    if (typeof plain === "bigint") return `${plain}`;
    if (!plain || typeof plain !== "object") return value === null ? value : plain;

    if (!ancestors.includes(plain) && ancestors.length < MAX_DEPTH) {
      const copy = (Array.isArray(plain) ? [] : {}) as Record<string, unknown>;
      for (const inner of Object.keys(plain)) {
        let found: unknown;
        try {
          found = (plain as Record<string, unknown>)[inner];
        } catch {
          onLeftOut();
        }
        copy[inner] = toWritable(found, inner, [...ancestors, plain], onLeftOut);
      }
      return copy;
    }
  } catch {
    // `toJSON` or a proxy throws.
  }
  onLeftOut();
}
