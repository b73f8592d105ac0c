import { format } from "node:util";
import { afterAll, afterEach } from "vitest";

/**
 * Fails tests that write to the console, and files that do so outside their tests. To expect output, mock it with
 * `vi.spyOn(console, "error").mockImplementation(() => {})` and check the calls.
 */
const unexpected: string[] = [];

for (const method of ["debug", "info", "log", "warn", "error"] as const) {
  // eslint-disable-next-line no-console -- this file replaces it
  console[method] = (...parts: unknown[]) => unexpected.push(`console.${method}: ${format(...parts)}`);
}

function failOnOutput() {
  const output = unexpected.splice(0);
  if (output.length > 0) throw new Error(`Unexpected output:\n${output.join("\n")}`);
}

afterEach(failOnOutput);
afterAll(failOnOutput);
