/** Whoever came back so many periods after the entry; `count` is null for a period that has not begun. */
export interface RetentionCell {
  count: number | null;
  /** Of the cohort, as a fraction; null like `count`, and for an empty cohort. */
  rate: number | null;
  /** The period still runs; the cell is hatched. */
  incomplete: boolean;
}

/** The people of one period, and how many of them came back 0, 1, 2 … periods later. */
export interface RetentionCohort {
  /** Machine-readable: `2026-03-02`, `2026-03`, `2026-Q1`. */
  label: string;
  size: number;
  cells: readonly RetentionCell[];
}
