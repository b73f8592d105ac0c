import { defineEvents } from "@admin-events/catalog";
import { expect, test } from "vitest";
import { z } from "zod";
import type { EventRules } from "./prepare-event.ts";
import { prepareEvent } from "./prepare-event.ts";

const rules: EventRules = {
  unknownEvents: "store",
  timeZone: "UTC",
  catalog: defineEvents({
    "user.signed_up": {
      title: "Signed up",
      icon: "👋",
      metadata: z.object({
        plan: z.string().optional(),
        address: z.object({ city: z.string().optional() }).optional(),
        free: z.record(z.string(), z.unknown()).optional(),
        either: z.union([z.object({ a: z.string() }), z.record(z.string(), z.number())]).optional(),
        maybe: z.object({ b: z.string() }).nullish(),
      }),
    },
    "user.left": { title: "Left", icon: "👋" },
    "user.moved": { title: "Moved", icon: "🚚", metadata: z.looseObject({ to: z.string() }) },
  }),
};
const getWarnings = (name: string, details: object = {}, own = rules) =>
  prepareEvent(own, name, details).warnings;

test("an unknown name is stored with a warning that names the nearest one", () => {
  expect(getWarnings("user.singed_up")).toEqual([
    "user.singed_up is not in the catalog. Did you mean user.signed_up?",
  ]);
  expect(getWarnings("invoice.paid")).toEqual(["invoice.paid is not in the catalog."]);
  expect(getWarnings("user.left")).toEqual([]);
});

test("without a catalog, and for activities, no name is unknown", () => {
  expect(getWarnings("user.singed_up", {}, { ...rules, catalog: {} })).toEqual([]);
  expect(getWarnings("user.singed_up", { resourceType: "user" })).toEqual([]);
});

test("a rejected name is answered with the nearest one", () => {
  const strict: EventRules = { ...rules, unknownEvents: "reject" };

  expect(() => prepareEvent(strict, "user.singed_up", {})).toThrow(
    "name: user.singed_up is not in the catalog. Did you mean user.signed_up?",
  );
  expect(() => prepareEvent(strict, "invoice.paid", {})).toThrow("add it, or use a name from the catalog");
});

test("unknown properties are stored with a warning, also within objects", () => {
  const metadata = { plna: "club", color: "red", address: { ctiy: "Lyon" }, maybe: { c: 1, b: "x" } };

  expect(getWarnings("user.signed_up", { metadata })).toEqual([
    "metadata.plna: is not in the catalog's user.signed_up. Did you mean plan?",
    "metadata.color: is not in the catalog's user.signed_up.",
    "metadata.address.ctiy: is not in the catalog's user.signed_up. Did you mean address.city?",
    "metadata.maybe.c: is not in the catalog's user.signed_up.",
  ]);
  expect(prepareEvent(rules, "user.signed_up", { metadata }).metadata).toMatchObject({
    plna: "club",
    color: "red",
  });
});

test("a property that the event has as well is not suggested", () => {
  expect(getWarnings("user.signed_up", { metadata: { plna: "club", plan: "club" } })).toEqual([
    "metadata.plna: is not in the catalog's user.signed_up.",
  ]);
});

test.each<[string, string, object]>([
  ["of a schema that allows others", "user.moved", { to: "Lyon", from: "Paris" }],
  ["of an event without a schema", "user.left", { reason: "price" }],
  ["of a record", "user.signed_up", { free: { any: 1 }, either: { x: 1 } }],
  ["that browsers add", "user.signed_up", { $path: "/a", $referrer: "/b", groups: { company: "c_1" } }],
  ["that servers add", "user.signed_up", { request: { method: "POST", path: "/orders" } }],
])("properties %s are not unknown", (_, name, metadata) => {
  expect(getWarnings(name, { metadata })).toEqual([]);
});

test("at most five unknown properties of an event are reported", () => {
  const metadata = Object.fromEntries(Array.from({ length: 9 }, (_, index) => [`other${index}`, 1]));

  expect(getWarnings("user.signed_up", { metadata })).toHaveLength(5);
});
