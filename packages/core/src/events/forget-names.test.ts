import { expect, test } from "vitest";
import { getEventNames } from "../analytics/index.ts";
import type { TestEvents } from "../testing/start-test-events.ts";
import { rowCount, startTestEvents } from "../testing/start-test-events.ts";
import {
  deleteEventsOfName,
  deleteForgottenNames,
  findUnplannedNames,
  forgetNames,
} from "./forget-names.sql.ts";

const laterThanCaches = () => new Date(Date.now() + 3 * 60 * 60_000);

async function listUnplanned({ db, context }: TestEvents) {
  const names = await getEventNames({ ...context, em: db.em.fork() });

  return names.filter(({ planned }) => !planned).map(({ name }) => name);
}

test("a forgotten name leaves the lists at once, and the database when no process can use its id any more", async () => {
  await using system = await startTestEvents();
  const em = system.db.em.fork();
  await system.store([{ name: "zz.first" }, { name: "zz.second" }, { name: "user.confirmed" }]);
  const found = await findUnplannedNames(em, system.rules.catalog, "zz.*");
  expect(found.map(({ name, isUsed }) => [name, isUsed])).toEqual([
    ["zz.first", true],
    ["zz.second", true],
  ]);

  for (const { id } of found) expect(await deleteEventsOfName(() => system.db.em.fork(), id)).toBe(1);
  await forgetNames(
    em,
    found.map(({ id }) => id),
  );

  expect(await listUnplanned(system)).toEqual([]);
  expect(await deleteForgottenNames(em)).toBe(0);
  await system.db.em.execute("delete from admin_events.event_rollup_deltas");
  expect(await deleteForgottenNames(em, laterThanCaches())).toBe(2);
  expect(await rowCount(system.db, "event_names")).toBe(1);
});

test("an event brings a forgotten name back, also from a process that still knows its id", async () => {
  await using system = await startTestEvents();
  const em = system.db.em.fork();
  await system.store([{ name: "zz.first" }]);
  const [name] = await findUnplannedNames(em, system.rules.catalog, "*");
  await deleteEventsOfName(() => system.db.em.fork(), name?.id ?? 0);
  await forgetNames(em, [name?.id ?? 0]);

  await system.store([{ name: "zz.first" }]);
  expect(await listUnplanned(system)).toEqual(["zz.first"]);
  expect(await deleteForgottenNames(em, laterThanCaches())).toBe(0);

  system.idCaches.clear();
  await system.store([{ name: "zz.first" }]);
  expect(await findUnplannedNames(em, system.rules.catalog, "*")).toHaveLength(1);
});

test("activities and names of the catalog are never forgotten with their events", async () => {
  await using system = await startTestEvents();
  await system.store([
    { name: "zz.edited", resourceType: "zz" },
    { name: "zz.edited" },
    { name: "user.joined" },
  ]);
  const found = await findUnplannedNames(system.db.em.fork(), system.rules.catalog, "*");

  expect(found.map(({ name }) => name)).toEqual(["zz.edited"]);
  expect(await deleteEventsOfName(() => system.db.em.fork(), found[0]?.id ?? 0)).toBe(1);
  expect(await rowCount(system.db, "events")).toBe(2);
});
