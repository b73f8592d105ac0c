/** Whether a column is the first or the last of so many that its label would stick out; undefined when it is neither. */
export function edgeOf(index: number, count: number): "start" | "end" | undefined {
  if (count < 12) return undefined;
  if (index === count - 1) return "end";
  return index === 0 ? "start" : undefined;
}
