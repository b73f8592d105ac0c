import { OverloadedError } from "@admin-events/core/events";
import type { Item, ItemResult } from "@admin-events/core/ingestion";
import { expect, test } from "vitest";
import { answersFor, refusalFor } from "./answer-batch.ts";

const stored: ItemResult = { status: "stored", id: "1", duplicate: false, warnings: [] };
const lost: ItemResult = { status: "failed", error: new Error("connect ECONNREFUSED") };
const overloaded: ItemResult = { status: "failed", error: new OverloadedError("full") };

test("an event that could not be stored should be sent again, and says nothing of our insides", () => {
  const [answer] = answersFor([event("1")], [lost]);

  expect(answer).toMatchObject({ id: "1", status: "retry" });
  expect(answer?.message).not.toContain("ECONNREFUSED");
});

test("answers stand in the order sent, whatever could not be read between", () => {
  const wrong = { id: "2", problem: "name: is missing" };
  const batch = [wrong, event("1"), wrong, event("3")];

  expect(answersFor(batch, [stored, lost])).toMatchObject([
    { id: "2", status: "drop" },
    { id: "1", status: "ok" },
    { id: "2", status: "drop" },
    { id: "3", status: "retry" },
  ]);
});

test("a batch of which nothing was stored is refused as a whole: 429 when we are too busy, else 503", () => {
  expect(refusalFor([lost, overloaded])).toMatchObject({ status: 429, retryAfter: 1 });
  expect(refusalFor([lost, lost])).toMatchObject({ status: 503, retryAfter: 5 });
});

test("a batch of which something was stored is answered event by event", () => {
  expect(refusalFor([stored, lost])).toBeNull();
  expect(refusalFor([stored, overloaded])).toBeNull();
  expect(refusalFor([])).toBeNull();
});

function event(id: string): Item {
  return { type: "track", id, name: "a.b" };
}
