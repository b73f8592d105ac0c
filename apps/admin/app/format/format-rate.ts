import { formatCompactCount } from "./format-count.ts";

/** A fraction as a percentage with at most one decimal: `0.0412` → `4.1%`. Null is `—`. */
export function formatRate(fraction: number | null): string {
  if (fraction === null) return "—";
  const percent = fraction * 100;
  const size = Math.abs(percent);
  // Never rounds to "0%" or "100%".
  if (size > 0 && size < 0.1) return percent > 0 ? "<0.1%" : ">−0.1%";
  if (size > 99.9 && size < 100) return percent > 0 ? ">99.9%" : "<−99.9%";
  const digits = size < 99.95 && !Number.isInteger(percent) ? 1 : 0;
  const text = Math.abs(percent).toLocaleString("en", {
    minimumFractionDigits: 0,
    maximumFractionDigits: digits,
  });
  return `${percent < 0 && text !== "0" ? "−" : ""}${text}%`;
}

/** A change with its sign: `0.12` → `+12%`, `−0.3` → `−30%`, `0` → `0%`, from tenfold `×12`. */
export function formatChange(change: number): string {
  if (change >= 9) return `×${formatCompactCount(Math.round(1 + change))}`;
  return change > 0 ? `+${formatRate(change)}` : formatRate(change);
}
