import { expect, test } from "vitest";
import type { EventRules } from "./prepare-event.ts";
import { prepareEvent } from "./prepare-event.ts";

const rules: EventRules = { catalog: {}, unknownEvents: "store" };
const textOf = (length: number) => "x".repeat(length);

test.each([
  ["userId", { userId: textOf(201) }],
  ["anonymousId", { anonymousId: textOf(201) }],
  ["sessionId", { sessionId: textOf(201) }],
  ["resourceId", { resourceId: textOf(201) }],
])("%s may have 200 characters", (field, details) => {
  expect(() => prepareEvent(rules, "order.placed", details)).toThrow("has more than 200 characters");
  expect(() => prepareEvent(rules, "order.placed", { [field]: textOf(200) })).not.toThrow();
});

test("a name may have 200 characters", () => {
  const nameOf = (length: number) => "order.".padEnd(length, "x");

  expect(() => prepareEvent(rules, nameOf(201), {})).toThrow("name: has more than 200 characters");
  expect(prepareEvent(rules, nameOf(200), {}).name).toBe(nameOf(200));
});

test("metadata may have 32 KB in all, in bytes rather than characters", () => {
  const parts = (text: string) => Object.fromEntries(["a", "b", "c", "d"].map((key) => [key, text]));

  expect(() => prepareEvent(rules, "order.placed", { metadata: parts("é".repeat(4_097)) })).toThrow(
    "metadata: is larger than 32768 bytes",
  );
  expect(() => prepareEvent(rules, "order.placed", { metadata: parts(textOf(4_097)) })).not.toThrow();
});
