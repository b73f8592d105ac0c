import { expect, test } from "vitest";
import { findUnknownPlaceholder, renderTemplate } from "./describe-template.ts";

const event = {
  name: "order.placed",
  user: { id: "u_1", email: "ann@example.com", name: "Ann" },
  metadata: { total: 42.5, currency: "EUR", isGift: false, address: { city: "Lyon" } },
  occurredAt: "2026-03-03T10:00:00.000Z",
};

test("placeholders are filled with the person and with metadata, also of nested objects", () => {
  const template = "{user} ordered {metadata.total} {metadata.currency} to {metadata.address.city}";

  expect(renderTemplate(template, event)).toBe("Ann ordered 42.5 EUR to Lyon");
  expect(renderTemplate("gift: {metadata.isGift}", event)).toBe("gift: false");
});

test.each([
  [{ id: "u_1", email: "ann@example.com", name: null }, "ann@example.com left"],
  [{ id: "u_1", email: null, name: null }, "Someone left"],
  [null, "Someone left"],
])("the person of %j is named", (user, expected) => {
  expect(renderTemplate("{user} left", { ...event, user })).toBe(expected);
});

test.each(["{metadata.coupon}", "{metadata.address}", "{metadata.constructor}", "{metadata.total.toFixed}"])(
  "without a value for %s there is no description",
  (template) => {
    expect(renderTemplate(template, event)).toBeNull();
  },
);

test.each([
  ["{user} ordered {metadata.total}", null],
  ["no placeholder", null],
  ["{total} was paid", "{total}"],
  ["{metadata} was paid", "{metadata}"],
  ["{metadata.} was paid", "{metadata.}"],
])("the unknown placeholder of %s is %s", (template, expected) => {
  expect(findUnknownPlaceholder(template)).toBe(expected);
});
