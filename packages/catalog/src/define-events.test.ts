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
