/** How the texts of a column are stored. */
export type ColumnType = "number" | "boolean" | "text";

export interface ColumnTypes {
  /** Learns from a value of the column. Empty values say nothing. */
  add(column: string, text: string): void;
  get(column: string): ColumnType;
}

/** An exponent needs a sign or a point, because `2e5` may be a code. */
const NUMBER = /^-?(0|[1-9]\d*)(\.\d+([eE][+-]?\d{1,3})?|[eE][+-]\d{1,3})?$/;
const DECIMAL_COMMA = /^-?(0|[1-9]\d*)(,\d+)?$/;
const BOOLEAN = /^(true|false)$/i;
/** A double keeps 17 significant digits of a fraction. */
const MAX_DIGITS = 17;

/** From all values, so that a column has one type: `01234` makes postal codes text, and `12.50` is the number 12.5. */
export function createColumnTypes({ isDecimalComma = false } = {}): ColumnTypes {
  const possible = new Map<string, Set<ColumnType>>();

  return {
    add(column, text) {
      const trimmed = text.trim();
      if (trimmed === "") return;

      let types = possible.get(column);
      if (!types) possible.set(column, (types = new Set(["number", "boolean"])));
      if (types.has("number") && parseNumber(trimmed, isDecimalComma) === null) types.delete("number");
      if (types.has("boolean") && !BOOLEAN.test(trimmed)) types.delete("boolean");
    },
    get(column) {
      const [type = "text"] = possible.get(column) ?? [];
      return type;
    },
  };
}

/** Converts a text to the type of its column. */
export function toTyped(text: string, type: ColumnType, isDecimalComma: boolean): unknown {
  if (type === "boolean") return text.trim().toLowerCase() === "true";

  return type === "number" ? (parseNumber(text.trim(), isDecimalComma) ?? text) : text;
}

/** Null for a text that a number would change, such as a long id. */
function parseNumber(text: string, isDecimalComma: boolean): number | null {
  const point = isDecimalComma && DECIMAL_COMMA.test(text) ? text.replace(",", ".") : text;
  if (!NUMBER.test(point)) return null;

  const number = Number(point);
  if (!Number.isFinite(number)) return null;
  if (Number.isInteger(number) && !point.includes(".")) return Number.isSafeInteger(number) ? number : null;
  const [mantissa = ""] = point.toLowerCase().split("e");
  const digits = mantissa.replaceAll(/[-.]/g, "").replace(/^0+/, "");

  return digits.length <= MAX_DIGITS ? number : null;
}
