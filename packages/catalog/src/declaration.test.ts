import { expect, test } from "vitest";
import { z } from "zod";
import { toDeclaration } from "./declaration.ts";
import { defineEvents } from "./define-events.ts";

test("a catalog becomes JSON with the schemas of its metadata", () => {
  const catalog = defineEvents({
    "order.placed": {
      title: "Placed an order",
      icon: "📦",
      metadata: z.object({ total: z.number().nonnegative(), currency: z.string().length(3).default("EUR") }),
      describe: "{user} ordered for {metadata.total}",
      pii: ["currency"],
      retentionDays: "forever",
      aliases: ["order.created"],
    },
    "user.left": { title: "Left", icon: "👋", deprecated: "Send user.deleted." },
  });

  const { events, warnings } = toDeclaration(catalog);

  expect(warnings).toEqual([]);
  expect(JSON.parse(JSON.stringify(events))).toEqual({
    "order.placed": {
      title: "Placed an order",
      icon: "📦",
      metadata: {
        type: "object",
        properties: {
          total: { type: "number", minimum: 0 },
          currency: { type: "string", minLength: 3, maxLength: 3, default: "EUR" },
        },
        required: ["total"],
      },
      describe: "{user} ordered for {metadata.total}",
      pii: ["currency"],
      retentionDays: "forever",
      aliases: ["order.created"],
    },
    "user.left": { title: "Left", icon: "👋", deprecated: "Send user.deleted." },
  });
});

test("a description that is a function is left out, with a warning", () => {
  const { events, warnings } = toDeclaration(
    defineEvents({ "user.left": { title: "Left", icon: "👋", describe: () => "Somebody left" } }),
  );

  expect(events["user.left"]).toEqual({ title: "Left", icon: "👋" });
  expect(warnings).toEqual([expect.stringContaining("The description of user.left is a function")]);
});

test("a JSON Schema is sent as it is, and rules that it cannot express are left out", () => {
  const schema = { type: "object", properties: { plan: { type: "string" } } };
  const { events } = toDeclaration({
    "user.left": { title: "Left", icon: "👋", metadata: schema },
    "user.came": {
      title: "Came",
      icon: "👋",
      metadata: z.object({ at: z.date(), plan: z.string() }).refine(() => true),
    },
  });

  expect(events["user.left"]?.metadata).toBe(schema);
  expect(events["user.came"]?.metadata).toMatchObject({ properties: { at: {}, plan: { type: "string" } } });
});

test.each([
  [{ "~standard": { version: 1, vendor: "other", validate: () => ({}) } }, /cannot be converted/],
  ["string", /The metadata of user.left is not a schema/],
])("a schema that cannot be converted throws", (metadata, message) => {
  expect(() => toDeclaration({ "user.left": { title: "Left", icon: "👋", metadata } })).toThrow(message);
});
