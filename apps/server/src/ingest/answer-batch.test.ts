import type { IngestResult } from "@admin-events/core/events";
import { WriterOverloaded } from "@admin-events/core/events";
import { expect, test } from "vitest";
import { answersFor, refusalFor } from "./answer-batch.ts";

const stored: IngestResult = { status: "stored", id: "1", name: "a.b", duplicate: false, warnings: [] };
const lost: IngestResult = { status: "failed", error: new Error("connect ECONNREFUSED") };
const overloaded: IngestResult = { status: "failed", error: new WriterOverloaded("full") };

test("an event that could not be stored should be sent again, and says nothing of our insides", () => {
  const [answer] = answersFor([{ id: "1", name: "a.b" }], [lost]);

  expect(answer).toMatchObject({ id: "1", status: "retry" });
  expect(answer?.message).not.toContain("ECONNREFUSED");
});

test("answers stand in the order sent, whatever could not be read between", () => {
  const wrong = { id: "2", problem: "name: is missing" };
  const batch = [wrong, { id: "1", name: "a.b" }, wrong, { id: "3", name: "a.b" }];

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
