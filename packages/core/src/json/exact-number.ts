/** Doubles written with 17 digits are read back as the same double. */
const MAX_SIGNIFICANT_DIGITS = 17;
const MAX_DIGITS_ALWAYS_EXACT = 15;
/** Longer than any double is written. */
const MAX_NUMBER_LENGTH = 400;

/** `9007199254740993` and `1e400` are not exact. Fractions of up to 17 digits are, because other languages write doubles so. */
export function isExactNumber(text: string): boolean {
  if (text.length <= MAX_DIGITS_ALWAYS_EXACT && !/e/i.test(text)) return true;
  if (text.length > MAX_NUMBER_LENGTH) return false;

  const value = Number(text);
  if (!Number.isFinite(value)) return false;
  const written = toDecimal(text);
  const held = toDecimal(String(value));
  if (written.digits === held.digits && (written.exponent === held.exponent || written.digits === ""))
    return true;

  // An id of 16 or 17 digits must not change, while a measurement may.
  return value !== 0 && written.exponent < 0 && written.digits.length <= MAX_SIGNIFICANT_DIGITS;
}

/** Whether the exact value of a number is kept as text: whole numbers, and those that are too large for JavaScript. */
export function isKeptAsText(text: string): boolean {
  return text.length > MAX_NUMBER_LENGTH || !Number.isFinite(Number(text)) || toDecimal(text).exponent >= 0;
}

/** `digits` × 10^`exponent`, without zeros at the ends of the digits. The sign is left out. */
function toDecimal(text: string): { digits: string; exponent: number } {
  const [, whole = "", fraction = "", power = "0"] = /^-?(\d*)\.?(\d*)(?:e([+-]?\d+))?$/i.exec(text) ?? [];
  const all = whole + fraction;
  const digits = all.replace(/0+$/, "").replace(/^0+/, "");
  const trailingZeros = all.length - all.replace(/0+$/, "").length;

  return { digits, exponent: Number(power) - fraction.length + trailingZeros };
}
