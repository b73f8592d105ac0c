import { defineEvents } from "@admin-events/catalog";
import { expect, test } from "vitest";
import { z } from "zod";
import { parseJson } from "../../json/index.ts";
import type { EventRules } from "./prepare-event.ts";
import { prepareEvent } from "./prepare-event.ts";

const rules: EventRules = { catalog: {}, unknownEvents: "store", timeZone: "UTC" };
const createText = (length: number) => "x".repeat(length);

test.each([
  ["userId", { userId: createText(201) }],
  ["anonymousId", { anonymousId: createText(201) }],
  ["sessionId", { sessionId: createText(201) }],
  ["resourceId", { resourceId: createText(201) }],
])("%s may have 200 characters", (field, details) => {
  expect(() => prepareEvent(rules, "order.placed", details)).toThrow("must have at most 200 characters");
  expect(() => prepareEvent(rules, "order.placed", { [field]: createText(200) })).not.toThrow();
});

test("a name may have 200 characters", () => {
  const createName = (length: number) => "order.".padEnd(length, "x");

  expect(() => prepareEvent(rules, createName(201), {})).toThrow("name: must have at most 200 characters");
  expect(prepareEvent(rules, createName(200), {}).name).toBe(createName(200));
});

test.each([
  ["actorRole", 50],
  ["resourceType", 50],
  ["module", 50],
  ["mode", 20],
] as const)("a longer %s is cut to %i characters with a warning", (field, maxLength) => {
  const prepared = prepareEvent(rules, "order.placed", { [field]: createText(maxLength + 1) });

  expect(prepared[field]).toBe(createText(maxLength));
  expect(prepared.warnings).toEqual([
    `${field}: has ${maxLength + 1} characters and was cut to ${maxLength}`,
  ]);
});

test("a label that is not a string is rejected by its name", () => {
  expect(() => prepareEvent(rules, "order.placed", { userId: 5 as unknown as string })).toThrow(
    "userId: must be a string",
  );
});

const withCatalog: EventRules = {
  unknownEvents: "store",
  timeZone: "UTC",
  catalog: defineEvents({
    "chat.answered": {
      title: "Answered",
      icon: "💬",
      metadata: z.object({
        tokens: z.number(),
        accessToken: z.string().optional(),
        usage: z.array(z.object({ secret: z.string() })).nullish(),
        orderId: z.union([z.number(), z.string()]).optional(),
        total: z.number().optional(),
        text: z.string().optional(),
        from: z.string().optional(),
      }),
    },
  }),
};

test("a field that the catalog declares is stored as sent, whatever its name", () => {
  const sent = { tokens: 812, accessToken: "a", usage: [{ secret: "b", password: "c" }], refreshToken: "d" };

  expect(prepareEvent(withCatalog, "chat.answered", { metadata: sent })).toMatchObject({
    metadata: { tokens: 812, accessToken: "a", usage: [{ secret: "b" }], refreshToken: "[redacted]" },
    warnings: [
      expect.stringMatching(/^metadata\.usage\.0\.password, metadata\.refreshToken: looks like a secret/),
      "metadata.refreshToken: is not in the catalog's chat.answered.",
    ],
  });
});

test("a token in the text of a declared field is redacted, and so is a value that another field names", () => {
  const sent = { tokens: 1, text: "see /?token=abc", name: "password", from: "hunter2" };

  expect(prepareEvent(withCatalog, "chat.answered", { metadata: sent }).metadata).toMatchObject({
    text: "see /?token=[redacted]",
    from: "[redacted]",
  });
});

test("a long number is text where the schema accepts text, and the nearest number where it asks for one", () => {
  const sent = parseJson('{"tokens":9007199254740993,"orderId":9007199254740993}') as Record<string, unknown>;
  const textual = parseJson('{"tokens":1,"orderId":9007199254740993}') as Record<string, unknown>;

  expect(prepareEvent(withCatalog, "chat.answered", { metadata: sent }).metadata["tokens"]).toBe(
    9007199254740992,
  );
  expect(prepareEvent(withCatalog, "chat.answered", { metadata: textual }).metadata["orderId"]).toBe(
    "9007199254740993",
  );
  expect(() =>
    prepareEvent(withCatalog, "chat.answered", {
      metadata: parseJson('{"tokens":1,"total":1e400}') as Record<string, unknown>,
    }),
  ).toThrow("metadata.total: must be a number, not a string");
});
