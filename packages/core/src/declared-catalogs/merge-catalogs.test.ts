import { defineEvents, getAliases, toDeclaration } from "@admin-events/catalog";
import { expect, test } from "vitest";
import { z } from "zod";
import type { DeclaredCatalog } from "./merge-catalogs.ts";
import { formatConflict } from "./format-conflict.ts";
import { mergeCatalogs } from "./merge-catalogs.ts";

const own = defineEvents({
  "user.signed_up": {
    title: "Signed up",
    icon: "👋",
    metadata: z.object({ plan: z.string() }),
    aliases: ["user.joined"],
    describe: () => "Somebody signed up",
  },
});
const declare = (app: string, events: DeclaredCatalog["events"]): DeclaredCatalog => ({
  app,
  version: 1,
  events,
});

test("declared events follow the server's own, and the first application to declare a name is the one that counts", () => {
  const placed = { title: "Ordered", icon: "📦" };
  const { catalog, conflicts } = mergeCatalogs(own, [
    declare("shop", { "order.placed": placed }),
    declare("billing", {
      "order.placed": { ...placed, title: "Placed" },
      "invoice.paid": { title: "Paid", icon: "💶" },
    }),
  ]);

  expect(Object.keys(catalog)).toEqual(["user.signed_up", "order.placed", "invoice.paid"]);
  expect(catalog["order.placed"]?.title).toBe("Ordered");
  expect(conflicts).toEqual([
    { app: "billing", name: "order.placed", appliedFrom: "shop", fields: ["title"], takenName: null },
  ]);
  expect(conflicts.map(formatConflict)).toEqual([
    'order.placed is declared differently by "shop" (title), whose declaration applies.',
  ]);
});

test("the server's own catalog counts before all, and declaring the same file is not a conflict", () => {
  const { events } = toDeclaration(own);
  const { catalog, conflicts } = mergeCatalogs(own, [
    declare("same", JSON.parse(JSON.stringify(events)) as DeclaredCatalog["events"]),
    declare("other", { "user.signed_up": { title: "Signed up", icon: "👋", aliases: ["user.joined"] } }),
  ]);

  expect(catalog["user.signed_up"]?.metadata).toBe(own["user.signed_up"].metadata);
  expect(conflicts).toEqual([
    { app: "other", name: "user.signed_up", appliedFrom: null, fields: ["metadata"], takenName: null },
  ]);
});

test("a name or alias that is taken is left out, and stated", () => {
  const { catalog, conflicts } = mergeCatalogs(own, [
    declare("shop", {
      "user.joined": { title: "Joined", icon: "👋" },
      "user.left": { title: "Left", icon: "🚪", aliases: ["user.signed_up", "user.gone"] },
      "user.moved": { title: "Moved", icon: "🚚", aliases: ["user.gone"] },
    }),
  ]);

  expect(Object.keys(catalog)).toEqual(["user.signed_up", "user.left", "user.moved"]);
  expect(getAliases(catalog)).toEqual({ "user.joined": "user.signed_up", "user.gone": "user.left" });
  expect(conflicts).toEqual([
    { app: "shop", name: "user.joined", appliedFrom: null, fields: [], takenName: "user.joined" },
    { app: "shop", name: "user.left", appliedFrom: null, fields: [], takenName: "user.signed_up" },
    { app: "shop", name: "user.moved", appliedFrom: "shop", fields: [], takenName: "user.gone" },
  ]);
  expect(conflicts.map(formatConflict)).toEqual([
    "user.joined is already a name or alias in the server's own catalog, so it is left out.",
    "user.signed_up is already a name or alias in the server's own catalog, so it is not an alias of user.left.",
    'user.gone is already a name or alias in "shop", so it is not an alias of user.moved.',
  ]);
});

test("a field is personal if any application says so", () => {
  const signedUp = { title: "Signed up", icon: "👋", metadata: { type: "object" } };
  const { catalog } = mergeCatalogs({}, [
    declare("shop", { "user.signed_up": { ...signedUp, pii: ["email"] } }),
    declare("site", { "user.signed_up": { ...signedUp, pii: ["phone"] } }),
  ]);

  expect(catalog["user.signed_up"]?.pii).toEqual(["email", "phone"]);
  expect((catalog["user.signed_up"]?.metadata as z.ZodType).safeParse({}).success).toBe(true);
});

test("a field of a name that is left out is personal for the event that has it as an alias", () => {
  const { catalog } = mergeCatalogs(own, [
    declare("shop", { "user.joined": { title: "Joined", icon: "👋", pii: ["email"] } }),
  ]);

  expect(catalog["user.signed_up"]?.pii).toEqual(["email"]);
  expect(catalog["user.signed_up"]?.metadata).toBe(own["user.signed_up"].metadata);
});
