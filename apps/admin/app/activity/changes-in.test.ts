import { expect, test } from "vitest";
import { changesIn } from "./changes-in.ts";

test("pairs of from and to are changes, everything else stays metadata", () => {
  const metadata = {
    plan_from: "free",
    plan_to: "club",
    "address.city_from": null,
    "address.city_to": "Bern",
    reason: "asked",
  };

  expect(changesIn(metadata)).toEqual({
    changes: [
      { field: "plan", from: "free", to: "club" },
      { field: "address.city", from: null, to: "Bern" },
    ],
    rest: { reason: "asked" },
  });
});

test("a from without its to, and a field that is itself called so, are no changes", () => {
  expect(changesIn({ valid_from: "2026", sent_to: "ann", _from: 1, _to: 2 }).changes).toEqual([]);
  expect(changesIn({ valid_from_from: 1, valid_from_to: 2 }).changes).toEqual([
    { field: "valid_from", from: 1, to: 2 },
  ]);
});
