/**
 * How a number changed, as a fraction of what it was. Nothing after nothing is no change; something after nothing is
 * new, never an invented percentage. Null and not new when one of the numbers is not known.
 */
export function changeBetween(
  before: number | null,
  now: number | null,
): { change: number | null; isNew: boolean } {
  if (before === null || now === null) return { change: null, isNew: false };
  if (before === 0) return { change: now === 0 ? 0 : null, isNew: now > 0 };
  return { change: (now - before) / before, isNew: false };
}
