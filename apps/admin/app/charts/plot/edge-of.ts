/** Whether a column stands so near an edge that its label would stick out of the plot; undefined when it does not. */
export function edgeOf(index: number, count: number): "start" | "end" | undefined {
  const place = (index + 0.5) / count;
  if (place < 0.06) return "start";
  return place > 0.94 ? "end" : undefined;
}
