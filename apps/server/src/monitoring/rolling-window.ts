/** What happened in the last minute, in numbers. */
export interface Recent {
  note: (value: number) => void;
  sum: () => number;
  /** The value below which 95 of 100 lie; 0 for none. */
  p95: () => number;
}

const span = 60_000;
/** More would say no more about the 95th of 100. */
const mostKept = 10_000;

export function createRecent(now: () => number = Date.now): Recent {
  const values: { at: number; value: number }[] = [];

  function current(): number[] {
    const oldest = now() - span;
    values.splice(0, values.findIndex(({ at }) => at > oldest) >>> 0);

    return values.map(({ value }) => value);
  }

  return {
    note(value) {
      values.push({ at: now(), value });
      if (values.length > mostKept) values.shift();
    },
    sum: () => current().reduce((total, value) => total + value, 0),
    p95() {
      const sorted = current().toSorted((a, b) => a - b);
      return sorted[Math.floor(sorted.length * 0.95)] ?? 0;
    },
  };
}
