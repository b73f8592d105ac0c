/** Counted from 1; -∞ if there are fewer. Quickselect: faster than sorting, and leaves the values as they are. */
export function findNthLargest(values: Float64Array, n: number): number {
  if (n > values.length) return -Infinity;
  const partitioned = values.slice();
  const target = partitioned.length - n;
  let first = 0;
  let last = partitioned.length - 1;

  while (first < last) {
    const pivot = partitioned[(first + last) >>> 1] ?? 0;
    let low = first;
    let high = last;
    while (low <= high) {
      while ((partitioned[low] ?? 0) < pivot) low++;
      while ((partitioned[high] ?? 0) > pivot) high--;
      if (low > high) break;

      const lower = partitioned[high] ?? 0;
      partitioned[high--] = partitioned[low] ?? 0;
      partitioned[low++] = lower;
    }
    // Values up to `high` are at most the pivot, values from `low` at least; between them are only pivots.
    if (target <= high) last = high;
    else if (target >= low) first = low;
    else break;
  }

  return partitioned[target] ?? -Infinity;
}
