import { format } from "node:util";
import { afterAll, afterEach } from "vitest";

/**
 * A test that writes to the console fails, and so does a file that does so outside its tests. Expect output with
 * `vi.spyOn(console, "error").mockImplementation(() => {})` and look at the calls.
 */
const unexpected: string[] = [];

for (const method of ["debug", "info", "log", "warn", "error"] as const) {
  // eslint-disable-next-line no-console -- it is what this file is about
  console[method] = (...parts: unknown[]) => unexpected.push(`console.${method}: ${format(...parts)}`);
}

function failOnOutput() {
  const output = unexpected.splice(0);
  if (output.length > 0) throw new Error(`Unexpected output:\n${output.join("\n")}`);
}

afterEach(failOnOutput);
afterAll(failOnOutput);
