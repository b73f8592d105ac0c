import type { Interval } from "../format-label.ts";

const words: Record<Interval, string> = { day: "Day", week: "Week", month: "Month", quarter: "Quarter" };

/** So many periods after the entry: `Week 3`. */
export function periodWords(interval: Interval, later: number): string {
  return `${words[interval]} ${later}`;
}
