import type { JsonSchema } from "@admin-events/catalog";
import { check } from "recheck";
import { cutText } from "../text/index.ts";

const MAX_CHECK_MS = 500;
const MAX_SHOWN_LENGTH = 80;
/** A text of 8 KB takes a millisecond with a pattern of this degree, and minutes with the next one. */
const MAX_DEGREE = 2;

/**
 * Checks the patterns of a JSON Schema in a thread of their own: one text could keep the server busy for hours with `^(a+)+$`.
 *
 * @throws {Error} that names the first pattern that may take long.
 */
export async function assertPatternsFast(schema: unknown): Promise<void> {
  for (const pattern of new Set(listPatterns(schema))) {
    const result = await check(pattern, "u", { timeout: MAX_CHECK_MS });
    if (result.status === "safe") continue;
    if (result.status === "vulnerable" && result.complexity.type === "polynomial")
      if (result.complexity.degree <= MAX_DEGREE) continue;

    const shown = cutText(pattern, MAX_SHOWN_LENGTH);
    throw new Error(
      result.status === "unknown"
        ? `the pattern ${shown} is too complicated to check; use a simpler one`
        : `the pattern ${shown} may take very long for some texts; do not repeat a group that repeats already`,
    );
  }
}

function listPatterns(schema: unknown): string[] {
  if (typeof schema !== "object" || schema === null) return [];
  const { pattern, patternProperties = {} } = schema as JsonSchema;

  return [
    ...(typeof pattern === "string" ? [pattern] : []),
    ...Object.keys(patternProperties as object),
    ...Object.values(schema).flatMap(listPatterns),
  ];
}
