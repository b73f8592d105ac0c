import { expect, test } from "vitest";
import { getComparedDays } from "./load-people.server.ts";

const clock = { timeZone: "Europe/Berlin", now: Date.parse("2026-03-03T14:00:00Z") };

test("a running range is compared with the same elapsed part of the range before it", () => {
  expect(getComparedDays({ from: "2026-02-25", to: "2026-03-04" }, 7, clock)).toEqual({
    from: "2026-02-18",
    to: "2026-02-24T15:00:00",
  });
});

test("a range that is over is compared with the whole range before it", () => {
  expect(getComparedDays({ from: "2026-02-01", to: "2026-03-01" }, 28, clock)).toEqual({
    from: "2026-01-04",
    to: "2026-02-01",
  });
});
