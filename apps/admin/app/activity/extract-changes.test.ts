import { expect, test } from "vitest";
import { extractChanges } from "./extract-changes.ts";

const metadata = {
  plan_from: "free",
  plan_to: "club",
  "address.city_from": null,
  "address.city_to": "Bern",
  reason: "requested",
  period_from: "2026-01-01",
  period_to: "2026-02-01",
};

test("only the fields that an activity names are changes", () => {
  expect(extractChanges({ metadata, changedFields: ["plan", "address.city"] })).toEqual([
    { field: "plan", from: "free", to: "club" },
    { field: "address.city", from: null, to: "Bern" },
  ]);
  expect(extractChanges({ metadata, changedFields: [] })).toEqual([]);
});

test("in an activity of an earlier version every pair is a change", () => {
  const old = { valid_from: "2026", sent_to: "ann", _from: 1, _to: 2, plan_from: 1, plan_to: 2 };

  expect(extractChanges({ metadata: old, changedFields: null })).toEqual([{ field: "plan", from: 1, to: 2 }]);
});
