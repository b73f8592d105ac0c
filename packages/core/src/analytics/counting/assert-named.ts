import { ValidationError } from "../../errors.ts";

/** @throws {ValidationError} when no event is input about. */
export function assertNamed(names: readonly string[]): void {
  if (names.length === 0)
    throw new ValidationError(null, 'Name at least one event, a subject like "user.*" or "*" for all.');
}
