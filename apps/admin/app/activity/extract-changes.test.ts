import { expect, test } from "vitest";
import { extractChanges } from "./extract-changes.ts";

test("pairs of from and to are changes, everything else is the rest", () => {
  const metadata = {
    plan_from: "free",
    plan_to: "club",
    "address.city_from": null,
    "address.city_to": "Bern",
    reason: "requested",
  };

  expect(extractChanges(metadata)).toEqual({
    changes: [
      { field: "plan", from: "free", to: "club" },
      { field: "address.city", from: null, to: "Bern" },
    ],
    rest: { reason: "requested" },
  });
});

test("a key without its counterpart is not a change", () => {
  expect(extractChanges({ valid_from: "2026", sent_to: "ann", _from: 1, _to: 2 }).changes).toEqual([]);
  expect(extractChanges({ valid_from_from: 1, valid_from_to: 2 }).changes).toEqual([
    { field: "valid_from", from: 1, to: 2 },
  ]);
});
