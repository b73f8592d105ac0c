import { OverloadedError } from "@admin-events/core/errors";
import type { Item } from "@admin-events/core/ingestion";
import type { ItemResult } from "@admin-events/core/item-result";
import { expect, test } from "vitest";
import { toBatchError, toWireResults } from "./wire-result.ts";

const stored: ItemResult = { status: "stored", id: "1", duplicate: false, warnings: [] };
const failed: ItemResult = { status: "failed", error: new Error("connect ECONNREFUSED") };
const overloaded: ItemResult = { status: "failed", error: new OverloadedError("full") };

test("a failed event has the status retry and reveals no internal error", () => {
  const [result] = toWireResults([event("1")], [failed]);

  expect(result).toMatchObject({ id: "1", status: "retry" });
  expect(result?.message).not.toContain("ECONNREFUSED");
});

test("results are in the order sent, also around unreadable items", () => {
  const unreadable = { id: "2", problem: "name: is missing" };
  const batch = [unreadable, event("1"), unreadable, event("3")];

  expect(toWireResults(batch, [stored, failed])).toMatchObject([
    { id: "2", status: "drop" },
    { id: "1", status: "ok" },
    { id: "2", status: "drop" },
    { id: "3", status: "retry" },
  ]);
});

test("a batch of failed events is rejected as a whole with 429 if the queue is full, otherwise with 503", () => {
  expect(toBatchError([failed, overloaded])).toMatchObject({ status: 429, retryAfter: 1 });
  expect(toBatchError([failed, failed])).toMatchObject({ status: 503, retryAfter: 5 });
});

test("a batch with a stored event has one result per event", () => {
  expect(toBatchError([stored, failed])).toBeNull();
  expect(toBatchError([stored, overloaded])).toBeNull();
  expect(toBatchError([])).toBeNull();
});

function event(id: string): Item {
  return { type: "track", id, name: "a.b" };
}
