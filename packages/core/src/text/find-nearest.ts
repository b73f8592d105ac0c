import { closestMatch } from "leven";

/** The candidate that a text was most likely meant to be: at most one change for each four characters, and three in all. */
export function findNearest(text: string, candidates: readonly string[]): string | null {
  const written = simplify(text);
  const sameWords = candidates.find((candidate) => simplify(candidate) === written);
  const maxDistance = Math.min(3, Math.max(text.length > 3 ? 2 : 1, Math.floor(text.length / 4)));

  return sameWords ?? closestMatch(text, candidates, { maxDistance }) ?? null;
}

/** Spellings such as `orderId`, `order_id` and `order-ID` are the same words. */
function simplify(text: string): string {
  return text.toLowerCase().replaceAll(/[_-]/g, "");
}
