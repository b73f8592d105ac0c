import { createHash } from "node:crypto";

const remembered = 100_000;

/** Tells rows apart that are alike to the letter. */
export interface Occurrences {
  /** How often this content stood before, among about the last 100,000 different rows. */
  next(content: string): number;
}

/**
 * Two equal rows are two events, yet their ids follow from their content: so the second also counts as the second.
 * Equal rows stand near each other, since they share their time; only as much is remembered as that needs.
 */
export function createOccurrences(): Occurrences {
  const counts = new Map<string, number>();

  return {
    next(content) {
      const key = createHash("sha1").update(content).digest("base64");
      const count = counts.get(key) ?? 0;

      counts.delete(key);
      counts.set(key, count + 1);
      if (counts.size > remembered) for (const oldest of counts.keys().take(1)) counts.delete(oldest);

      return count;
    },
  };
}
