import { InvalidInput } from "../../calendar/index.ts";

/** @throws {InvalidInput} when no event is asked about. */
export function assertNamed(names: readonly string[]): void {
  if (names.length === 0)
    throw new InvalidInput('Name at least one event, a subject like "user.*" or "*" for all.');
}
