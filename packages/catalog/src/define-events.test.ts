import { expect, test } from "vitest";
import { defineEvents } from "./define-events.ts";

test("a name that is not lowercase and dotted throws", () => {
  expect(() => defineEvents({ SignedUp: { title: "x", icon: "x" } })).toThrow(
    /"SignedUp" is not an event name/,
  );
});

test("an alias that is another event's name throws", () => {
  expect(() =>
    defineEvents({
      "user.signed_up": { title: "x", icon: "x", aliases: ["user.joined"] },
      "user.joined": { title: "y", icon: "y" },
    }),
  ).toThrow(/"user.joined" of "user.signed_up" is already/);
});

test("a description with an unknown placeholder throws", () => {
  expect(() =>
    defineEvents({ "order.placed": { title: "x", icon: "x", describe: "{total} was paid" } }),
  ).toThrow('"order.placed" has the unknown placeholder {total}. Use {user} or {metadata.…}.');
});
