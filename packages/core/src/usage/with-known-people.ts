import type { Dictionaries } from "../events/index.ts";

const foreignKeyViolation = "23503";

/** Writes with the numbers of people that are remembered, and once more when one of them was deleted meanwhile. */
export async function withKnownPeople<Result>(
  people: Dictionaries["people"],
  write: () => Promise<Result>,
): Promise<Result> {
  try {
    return await write();
  } catch (error) {
    if ((error as { code?: unknown }).code !== foreignKeyViolation) throw error;

    people.forget();
    return write();
  }
}
