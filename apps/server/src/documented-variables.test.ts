import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { RENAMED_VARIABLES, VARIABLE_NAMES } from "./env.ts";

const repository = join(import.meta.dirname, "../../..");
/** Set by the image. */
const OF_IMAGE = ["DATA_DIR", "HOST", "NODE_ENV", "PORT"];
/** Compose passes the present names only. */
const NOT_PASSED = [...OF_IMAGE, ...Object.keys(RENAMED_VARIABLES)];

test("every variable of the server is documented, and compose passes it on", async () => {
  const [documented, passed] = await Promise.all([readDocumented(), readPassed()]);

  expect(VARIABLE_NAMES.filter((name) => !documented.includes(name))).toEqual([]);
  expect(VARIABLE_NAMES.filter((name) => !passed.includes(name) && !NOT_PASSED.includes(name))).toEqual([]);
});

test("every variable that is documented for the server is passed on by compose, and no other", async () => {
  const [documented, passed] = await Promise.all([readDocumented(), readPassed()]);
  const ofServer = documented.filter((name) => !NOT_PASSED.includes(name));

  // Of OpenTelemetry's own variables, the documentation names one within a text.
  expect(passed.filter((name) => name !== "OTEL_EXPORTER_OTLP_HEADERS").toSorted()).toEqual(
    ofServer.toSorted(),
  );
});

/** The variables of `.env.example`, without those of the example and the demo. */
async function readDocumented(): Promise<string[]> {
  const text = await readFile(join(repository, ".env.example"), "utf8");
  const sections = text.split(/^# --- /m).filter((section) => !/^(?:Example|Mailbox)/.test(section));

  return sections.flatMap((section) =>
    Array.from(section.matchAll(/^#([A-Z_]+)=/gm), ([, name = ""]) => name),
  );
}

/** The variables of the service `server`. */
async function readPassed(): Promise<string[]> {
  const text = await readFile(join(repository, "tooling/deploy/compose.yaml"), "utf8");
  const [, server = ""] = text.split(/^  server:$/m);

  return Array.from(server.matchAll(/^ {6}([A-Z_]+): /gm), ([, name = ""]) => name);
}
