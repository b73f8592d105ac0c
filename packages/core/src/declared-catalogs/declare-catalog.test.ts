import type { EventDeclaration } from "@admin-events/catalog";
import { createTestDatabase } from "@admin-events/db/testing";
import { expect, test, vi } from "vitest";
import { z } from "zod";
import { createApiKey } from "../access/index.ts";
import { rowCount, startTestEvents } from "../testing/start-test-events.ts";
import { declareCatalog, MAX_APPS, removeApp } from "./declare-catalog.ts";
import { appName, assertReadableSchemas, declaredEvents, MAX_DECLARED_EVENTS } from "./declared-event.ts";
import { listApps, listVersions } from "./list-apps.ts";
import { loadCatalog } from "./live-catalog.ts";

const placed: EventDeclaration = { title: "Ordered", icon: "📦" };
const shop = { app: "shop", keyId: null };

test("the same content is the same version, in any order of its keys", async () => {
  await using db = await createTestDatabase();
  const events = { "order.placed": placed, "order.paid": { title: "Paid", icon: "💶", pii: ["iban"] } };
  const reordered = { "order.paid": { pii: ["iban"], icon: "💶", title: "Paid" }, "order.placed": placed };

  const first = await declareCatalog(db.em, { ...shop, events });
  const again = await declareCatalog(db.em, { ...shop, events: reordered });
  const other = await declareCatalog(db.em, { ...shop, events: { "order.placed": placed } });
  const back = await declareCatalog(db.em, { ...shop, events });

  expect([first, again, other, back]).toEqual([
    { version: 1, isChanged: true },
    { version: 1, isChanged: false },
    { version: 2, isChanged: true },
    { version: 1, isChanged: true },
  ]);
  expect((await listVersions(db.em, "shop")).map(({ version, isCurrent }) => [version, isCurrent])).toEqual([
    [2, false],
    [1, true],
  ]);
});

test("processes that declare the same catalog at once store one version, and one of them has changed it", async () => {
  await using db = await createTestDatabase();
  const { id } = await createApiKey(db.em, { kind: "secret", name: "Shop" });

  const declared = await Promise.all(
    Array.from({ length: 8 }, () =>
      declareCatalog(db.em.fork(), { app: "shop", keyId: id, events: { "order.placed": placed } }),
    ),
  );

  expect(declared.filter(({ isChanged }) => isChanged)).toHaveLength(1);
  expect(new Set(declared.map(({ version }) => version))).toEqual(new Set([1]));
  expect(await rowCount(db, "catalog_versions")).toBe(1);
  expect(await listApps(db.em)).toEqual([
    {
      app: "shop",
      version: 1,
      declaredAt: expect.any(String) as string,
      eventCount: 1,
      key: { id, name: "Shop" },
    },
  ]);
});

test("an application that is removed takes its events back", async () => {
  await using db = await createTestDatabase();
  await declareCatalog(db.em, { ...shop, events: { "order.placed": placed } });

  const isRemoved = await removeApp(db.em, "shop");

  expect([isRemoved, await removeApp(db.em, "shop")]).toEqual([true, false]);
  expect(await rowCount(db, "catalog_versions")).toBe(0);
  expect((await loadCatalog(db.em, {})).catalog).toEqual({});
});

test("applications and versions are limited in number", async () => {
  await using db = await createTestDatabase();
  await declareCatalog(db.em, { ...shop, events: { "order.placed": placed } });
  await db.em.getConnection().execute(`
    insert into admin_events.catalog_apps (name, version) select 'app ' || n, 1 from generate_series(2, ${MAX_APPS}) as n;
    insert into admin_events.catalog_versions (app_id, version, hash, events, event_count)
    select 1, n, n::text, '{}', 0 from generate_series(2, 55) as n`);

  const changed = await declareCatalog(db.em, { ...shop, events: {} });

  expect(changed).toEqual({ version: 56, isChanged: true });
  expect((await listVersions(db.em, "shop")).map(({ version }) => version)).toEqual(
    Array.from({ length: 50 }, (_, index) => 56 - index),
  );
  await expect(declareCatalog(db.em, { app: "other", keyId: null, events: {} })).rejects.toThrow(
    "app: would be the 51st application; remove one with `pnpm cli catalog remove <app>`",
  );
});

test.each<[string, unknown, string]>([
  ["a name", { SignedUp: placed }, "SignedUp: must be lowercase words joined by dots"],
  ["a title", { "a.b": { icon: "x" } }, "a.b.title: Invalid input"],
  ["a control character", { "a.b": { ...placed, title: "a\u0000b" } }, "a.b.title: must not contain control"],
  ["a schema", { "a.b": { ...placed, metadata: [] } }, "a.b.metadata: must be a JSON Schema"],
  ["a schema of a text", { "a.b": { ...placed, metadata: { type: "string" } } }, "must describe an object"],
  ["NUL", { "a.b": { ...placed, metadata: { description: "a\u0000" } } }, "contains NUL"],
  ["32 KB", { "a.b": { ...placed, metadata: { description: "x".repeat(33_000) } } }, "at most 32768 bytes"],
  [
    "a placeholder",
    { "a.b": { ...placed, describe: "{total}" } },
    "placeholders {user} and {metadata.…} only",
  ],
  [
    "an alias",
    { "a.b": { ...placed, aliases: ["a.c"] }, "a.c": placed },
    'The alias "a.c" of "a.b" is already',
  ],
  ["days", { "a.b": { ...placed, retentionDays: 0 } }, "a.b.retentionDays"],
  [
    "1,001 events",
    Object.fromEntries(
      Array.from({ length: MAX_DECLARED_EVENTS + 1 }, (_, index) => [`a.b${index}`, placed]),
    ),
    "must have at most 1000 events",
  ],
])("a declaration with an invalid %s is rejected", (_, events, message) => {
  const { error } = declaredEvents.safeParse(events);

  expect(error?.issues.map(({ path, message }) => `${path.join(".")}: ${message}`).join()).toContain(message);
});

test.each([
  [{ type: "object", if: {} }, "Conditional schemas (if/then/else) are not supported"],
  [{ type: "object", properties: { a: { type: "string", pattern: "(" } } }, "Invalid regular expression"],
  [{ type: "object", properties: { a: { $ref: "https://example.com" } } }, "External $ref is not supported"],
  [{ type: "object", properties: { a: { required: ["b"] } } }, 'it requires "b"; add it to properties'],
])("the JSON Schema %j cannot be used", async (metadata, message) => {
  await expect(assertReadableSchemas({ "a.b": { ...placed, metadata } })).rejects.toThrow(
    `events.a.b.metadata: is a JSON Schema that cannot be used: ${message}`,
  );
});

test("an application's name is trimmed and has at most 100 characters", () => {
  expect(appName.parse(" shop ")).toBe("shop");
  expect(appName.safeParse("x".repeat(101)).success).toBe(false);
});

test("every process follows what is declared: it checks metadata, fills in defaults and knows personal fields", async () => {
  await using first = await startTestEvents();
  await using second = await startTestEvents({ db: first.db });
  const metadata = z.object({
    plan: z.enum(["free", "club"]).default("free"),
    total: z.number().nonnegative(),
    apiKey: z.string().optional(),
    size: z.record(z.string().regex(/^\d+$/), z.string()).optional(),
  });
  const { $schema: _, ...schema } = metadata.toJSONSchema({ io: "input" });
  const events = {
    "order.placed": {
      ...placed,
      metadata: schema,
      pii: ["plan"],
      aliases: ["order.created"],
      retentionDays: 30,
    },
  };

  await declareCatalog(first.fork(), { ...shop, events: declaredEvents.parse(events) });
  await first.catalog.refresh();
  await vi.waitFor(() => expect(second.rules.catalog["order.placed"]?.retentionDays).toBe(30));
  const send = (metadata: object) => second.ingest([{ name: "order.created", metadata: metadata as never }]);
  const [stored] = await send({ total: 4, apiKey: "shown", size: { "42": "L" } });
  const [refused] = await send({ total: -1 });
  const [unknownSize] = await send({ total: 4, size: { L: "42" } });
  const [misspelled] = await send({ totl: 1, total: 4, paln: "club" });

  expect(stored).toMatchObject({ status: "stored", warnings: [] });
  expect(refused).toMatchObject({ status: "rejected", path: "metadata.total" });
  expect(unknownSize).toMatchObject({ status: "rejected", path: "metadata.size.L" });
  expect(misspelled).toMatchObject({
    status: "stored",
    warnings: [
      "metadata.totl: is not in the catalog's order.placed.",
      "metadata.paln: is not in the catalog's order.placed. Did you mean plan?",
    ],
  });
  const [event] = await first.db.em
    .getConnection()
    .execute<{ metadata: object }[]>(`select metadata from admin_events.events order by id limit 1`);
  expect(event?.metadata).toEqual({ total: 4, plan: "free", apiKey: "shown", size: { "42": "L" } });
});

test("track() in SQL knows the fields of a catalog that was declared meanwhile", async () => {
  await using system = await startTestEvents();
  const minted = {
    title: "Minted",
    icon: "🪙",
    metadata: { type: "object", properties: { token: { type: "string" } } },
  };

  await declareCatalog(system.db.em.fork(), { ...shop, events: { "coin.minted": minted } });
  await system.catalog.refresh();
  await system.db.em.execute(`select admin_events.track('coin.minted', '{"metadata": {"token": "ETH"}}')`);
  await system.inbox.drain();

  const [event] = await system.db.em.execute<{ metadata: object }[]>(
    "select metadata from admin_events.events",
  );
  expect(event).toEqual({ metadata: { token: "ETH" } });
});

test.each([
  { properties: { email: { type: "string", pattern: "^(a+)+$" } } },
  { properties: { tags: { type: "array", items: { type: "string", pattern: "(x*)*y" } } } },
  { patternProperties: { "^(\\w+\\s?)*$": { type: "string" } } },
])("a pattern that may take very long is refused: %j", async (schema) => {
  const metadata = { type: "object", ...schema };

  await expect(assertReadableSchemas({ "order.placed": { ...placed, metadata } })).rejects.toThrow(
    /^events\.order\.placed\.metadata: is a JSON Schema that cannot be used: the pattern .* may take very long/,
  );
});

test.each(["^[A-Z]{2}-\\d{4,8}(-[a-z0-9]+)?$", "^[^@\\s]+@[^@\\s]+\\.[^@\\s]+$"])(
  "the usual pattern %s is accepted",
  async (pattern) => {
    const metadata = { type: "object", properties: { sku: { type: "string", pattern } } };

    await expect(assertReadableSchemas({ "order.placed": { ...placed, metadata } })).resolves.toBeUndefined();
  },
);

test("a server starts and works although a declared schema can no longer be read", async () => {
  await using db = await createTestDatabase();
  await declareCatalog(db.em.fork(), {
    ...shop,
    events: { "order.placed": { ...placed, metadata: { type: "object" } } },
  });
  await db.em.execute(`update admin_events.catalog_versions set events = '{"order.placed": {
    "title": "Ordered", "icon": "📦", "metadata": {"type": "object", "properties": {"a": {"type": "string", "pattern": "("}}}}}'`);

  await using system = await startTestEvents({ db });
  const other = await system.events.track("post.liked");

  expect(other).toMatchObject({ id: expect.any(String) as string });
  await expect(system.catalog.refresh()).resolves.toBeUndefined();
});
