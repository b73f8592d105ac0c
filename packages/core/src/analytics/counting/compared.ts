import type { Change } from "./percentage-change.ts";
import { percentageChange } from "./percentage-change.ts";

/** A figure and what it was before. */
export interface Compared extends Change {
  current: number;
  /** The same of the time before; of a range still running, of the part that had passed by now. */
  previous: number;
  /** The same of all of the time before. */
  previousFull: number;
}

export function compared(current: number, previous: number, previousFull: number): Compared {
  return { current, previous, previousFull, ...percentageChange(current, previous) };
}
