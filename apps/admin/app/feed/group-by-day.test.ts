import { expect, test } from "vitest";
import { groupByDay } from "./group-by-day.ts";
import { sampleEvent } from "./live/sample-events.ts";

const at = (number: number, receivedAt: string) => sampleEvent(number, { receivedAt });

test("a day appears once, and its chunks keep their identity", () => {
  const newest = { key: "b", events: [at(3, "2026-03-03T12:00:00Z")] };
  const older = { key: "a", events: [at(2, "2026-03-03T08:00:00Z"), at(1, "2026-03-03T07:00:00Z")] };

  const days = groupByDay([newest, older], "UTC");

  expect(days).toHaveLength(1);
  expect(days[0]?.date).toBe("2026-03-03");
  expect(days[0]?.chunks[0]).toBe(newest);
  expect(days[0]?.chunks[1]).toBe(older);
});

test("a chunk across midnight in the panel's time zone is split", () => {
  const events = [at(2, "2026-03-03T23:30:00Z"), at(1, "2026-03-03T22:30:00Z")];

  const days = groupByDay([{ key: "a", events }], "Europe/Berlin");

  expect(days.map(({ date, chunks }) => [date, chunks.flatMap((chunk) => chunk.events)])).toEqual([
    ["2026-03-04", [events[0]]],
    ["2026-03-03", [events[1]]],
  ]);
});
