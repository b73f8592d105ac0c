import { createTestDatabase } from "@admin-events/db/testing";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { expect, onTestFinished, test } from "vitest";
import { runCommand as run } from "../testing/run-command.ts";

const catalogPackage = pathToFileURL(
  join(import.meta.dirname, "../../../../packages/catalog/src/library.ts"),
).href;
const zodPackage = pathToFileURL(createRequire(import.meta.url).resolve("zod")).href;

const MODULE = `
import { defineEvents } from ${JSON.stringify(catalogPackage)};
import { z } from ${JSON.stringify(zodPackage)};

export const events = defineEvents({
  "parcel.sent": { title: "Sent a parcel", icon: "📮", metadata: z.object({ to: z.string() }), pii: ["to"], retentionDays: 90 },
  "user.signed_up": { title: "Joined", icon: "👋" },
});`;

/** A package with these files, outside of this repository. */
async function createPackage(files: Record<string, string>): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "admin-events-catalog-"));
  onTestFinished(() => rm(folder, { recursive: true }));
  for (const [name, text] of Object.entries(files)) await writeFile(join(folder, name), text);

  return folder;
}

test("catalog push declares the events of a TypeScript module, list shows them, and remove takes them back", async () => {
  await using db = await createTestDatabase();
  const folder = await createPackage({ "package.json": '{ "name": "post-office" }', "events.ts": MODULE });

  const pushed = await run(db.url, ["catalog", "push", join(folder, "events.ts")]);
  const again = await run(db.url, ["catalog", "push", join(folder, "events.ts")]);
  const list = await run(db.url, ["catalog", "list"]);
  const versions = await run(db.url, ["catalog", "versions"]);
  const retention = await run(db.url, ["catalog", "remove", "post-office"]);

  const conflict =
    "user.signed_up is declared differently by the server's own catalog (title, metadata, aliases), whose declaration applies.";
  expect(pushed).toBe(`post-office declares 2 events: version 1.\n${conflict}`);
  expect(again).toBe(`post-office declares 2 events: version 1, unchanged.\n${conflict}`);
  expect(list).toMatch(/parcel\.sent +Sent a parcel +post-office +to +90 days/);
  expect(list).toMatch(/user\.signed_up +Signed up +the server/);
  expect(versions).toMatch(/^app +version +applies +events +declared +by\npost-office +1 +yes +2 +\d{4}-/);
  expect(retention).toBe("Removed the catalog of post-office. Servers follow within two seconds.");
  expect(await run(db.url, ["catalog", "versions"])).toBe("No application has declared events yet.");
});

test("catalog push takes JSON and a name", async () => {
  await using db = await createTestDatabase();
  const json = JSON.stringify({
    events: {
      "parcel.sent": { title: "Sent", icon: "📮", metadata: { patternProperties: { "^\\d+$": {} } } },
    },
  });
  const folder = await createPackage({ "catalog.json": json });

  const pushed = await run(db.url, ["catalog", "push", join(folder, "catalog.json"), "--app", "Post office"]);

  expect(pushed).toBe("Post office declares 1 event: version 1.");
  await expect(run(db.url, ["catalog", "remove", "Shop"])).rejects.toThrow(
    'No application named "Shop" has declared events. These have: Post office.',
  );
});

test.each([
  ["catalog.json", "{", /catalog\.json cannot be read: /],
  ["catalog.json", '{ "events": [] }', "catalog.json has no events. Export them as `events`"],
  ["events.mjs", "export const other = 1;", "events.mjs has no events. Export them as `events`"],
  [
    "events.mjs",
    "export const events = { 'Signed up': { title: 'x', icon: 'x' } };",
    /Signed up: must be lowercase/,
  ],
  ["events.mjs", "export const events = { 'a.b': { icon: 'x' } };", /^events\.mjs: a\.b\.title: /],
  ["events.mjs", "throw new Error('no such setting');", /events\.mjs cannot be read: no such setting/],
])("catalog push of %s with %s fails plainly", async (name, content, message) => {
  await using db = await createTestDatabase();
  const folder = await createPackage({ [name]: content });

  await expect(run(db.url, ["catalog", "push", join(folder, name)])).rejects.toThrow(message);
});
