/** The values of the last minute. */
export interface RollingWindow {
  add: (value: number) => void;
  sum: () => number;
  /** The 95th percentile; 0 without values. */
  p95: () => number;
}

const WINDOW_MS = 60_000;
/** More values would not make the percentile more precise. */
const MAX_VALUES = 10_000;

export function createRollingWindow(now: () => number = Date.now): RollingWindow {
  const values: { at: number; value: number }[] = [];

  function current(): number[] {
    const oldest = now() - WINDOW_MS;
    values.splice(0, values.findIndex(({ at }) => at > oldest) >>> 0);

    return values.map(({ value }) => value);
  }

  return {
    add(value) {
      values.push({ at: now(), value });
      if (values.length > MAX_VALUES) values.shift();
    },
    sum: () => current().reduce((total, value) => total + value, 0),
    p95() {
      const sorted = current().toSorted((a, b) => a - b);
      return sorted[Math.floor(sorted.length * 0.95)] ?? 0;
    },
  };
}
