import { OverloadedError } from "@admin-events/core/errors";
import type { Item } from "@admin-events/core/ingestion";
import type { ItemResult } from "@admin-events/core/item-result";
import { expect, test } from "vitest";
import { toBatchError, toWireResults } from "./wire-result.ts";

const stored: ItemResult = { status: "stored", id: "1", duplicate: false, warnings: [] };
const failed: ItemResult = { status: "failed", error: new Error("connect ECONNREFUSED") };
const overloaded: ItemResult = { status: "failed", error: new OverloadedError("full") };

test("a failed event has a reason that reveals no internal error", () => {
  expect(toWireResults([event("1")], [failed])).toEqual([
    {
      id: "1",
      status: "failed",
      reason: "Events cannot be stored right now. Send this again in a moment.",
    },
  ]);
});

test("an event without a result is failed", () => {
  expect(toWireResults([event("1")], [])).toMatchObject([{ id: "1", status: "failed" }]);
});

test("stored and rejected events are returned as they are, with the id", () => {
  const duplicate: ItemResult = { status: "stored", id: "1", duplicate: true, warnings: ["Old."] };
  const rejected: ItemResult = { status: "rejected", path: "metadata.price", reason: "is too high" };

  expect(toWireResults([event("1"), event("2")], [duplicate, rejected])).toEqual([
    { id: "1", status: "stored", duplicate: true, warnings: ["Old."] },
    { id: "2", status: "rejected", path: "metadata.price", reason: "is too high" },
  ]);
});

test("results are in the order sent, also around unreadable items", () => {
  const result = { id: "2", status: "rejected" as const, path: "name", reason: "name: is missing" };
  const unreadable = { sent: { id: "2" }, result };
  const batch = [unreadable, event("1"), unreadable, event("3")];

  expect(toWireResults(batch, [stored, failed])).toMatchObject([
    result,
    { id: "1", status: "stored" },
    result,
    { id: "3", status: "failed" },
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
