import { expect, test } from "vitest";
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

test("metadata may have 32 KB in total, counted in bytes", () => {
  const fill = (text: string) => Object.fromEntries(["a", "b", "c", "d"].map((key) => [key, text]));

  expect(() => prepareEvent(rules, "order.placed", { metadata: fill("é".repeat(4_097)) })).toThrow(
    "metadata: must have at most 32768 bytes",
  );
  expect(() => prepareEvent(rules, "order.placed", { metadata: fill(createText(4_097)) })).not.toThrow();
});
