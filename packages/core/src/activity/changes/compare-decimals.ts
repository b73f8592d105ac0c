const DECIMAL = /^([+-]?)(\d*)\.?(\d*)(?:e([+-]?\d+))?$/i;

/** Whether two numbers, bigints or texts name the same decimal number. False for anything else, and for different texts. */
export function compareDecimals(a: unknown, b: unknown): boolean {
  const [left, right] = [normalize(a), normalize(b)];

  return left !== null && left === right;
}

/** `12.50`, `0012.5` and `1.25e1` become `125e-1`; every zero becomes `0`. Null if it is not a decimal number. */
function normalize(value: unknown): string | null {
  const text = typeof value === "bigint" || typeof value === "number" ? String(value) : value;
  if (typeof text !== "string") return null;
  const [, sign = "", whole = "", fraction = "", exponent = "0"] = DECIMAL.exec(text) ?? [];
  const digits = (whole + fraction).replace(/^0+/, "");
  if (whole + fraction === "") return null;
  if (digits === "") return "0";

  const significant = digits.replace(/0+$/, "");
  const scale = Number(exponent) - fraction.length + (digits.length - significant.length);
  return `${sign === "-" ? "-" : ""}${significant}e${scale}`;
}
