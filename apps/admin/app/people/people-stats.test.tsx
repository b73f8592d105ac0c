import { render, screen } from "@testing-library/react";
import { expect, test } from "vitest";
import type { ActiveUsers } from "../api/outputs.ts";
import { addDays } from "../format/plain-date.ts";
import { PeopleStats } from "./people-stats.tsx";

test("people are compared with the range before, a day and a week with a week earlier, a month with 30 days earlier", () => {
  draw();

  expect(stats()).toEqual([
    "Peoplein the range150+50%100 in the 90 days before",
    "Daily31 Mar30+30.4%23 a week earlier",
    "Weekly7 days300+30.4%230 a week earlier",
    "Monthly30 days3,000new0 30 days earlier",
    "Stickiness12.5%daily of monthly people",
  ]);
});

test("what could not be counted reads as a dash", () => {
  draw({ users: null, usersBefore: null, stickiness: null, month: null });

  expect(stats().map((text) => text.match(/—/g)?.length)).toEqual([3, 3, 3, 3, 1]);
});

function draw(missing: Partial<Parameters<typeof PeopleStats>[0]> = {}): void {
  const month = Array.from({ length: 31 }, (_, day): ActiveUsers["points"][number] => {
    const label = addDays("2026-03-01", day);
    return {
      label,
      from: label,
      to: label,
      users: day,
      daily: day,
      weekly: day * 10,
      monthly: day * 100,
      incomplete: false,
    };
  });
  render(
    <PeopleStats
      users={150}
      usersBefore={100}
      stickiness={0.125}
      month={month}
      lastDay="2026-03-31"
      length={90}
      {...missing}
    />,
  );
}

function stats(): string[] {
  return [...screen.getByLabelText("Active people").children].map((stat) => stat.textContent ?? "");
}
