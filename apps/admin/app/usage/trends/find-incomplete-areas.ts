interface Point {
  label: string;
  incomplete: boolean;
}

/** The stretches of a curve that lead to or from an incomplete point, by the labels of their ends. */
export function findIncompleteAreas(points: readonly Point[]): { from: string; to: string }[] {
  return points.slice(1).flatMap((point, index) => {
    const before = points[index];

    return before && (before.incomplete || point.incomplete) ? [{ from: before.label, to: point.label }] : [];
  });
}
