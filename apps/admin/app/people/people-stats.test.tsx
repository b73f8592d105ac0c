import { cleanup, render, screen } from "@testing-library/react";
import { expect, test } from "vitest";
import type { ActiveUsers } from "@admin-events/client/query";
import { addDays } from "../format/plain-date.ts";
import { getChange, PeopleStats } from "./people-stats.tsx";

test("people are compared with the previous period, a day and a week with a week earlier, a month with 30 days earlier", () => {
  renderStats();

  expect(getStats()).toEqual([
    "Peoplein period150+50%vs 3 Oct–31 Dec 2025: 100",
    "Daily31 Mar30+30.4%vs 24 Mar: 23",
    "Weekly7 days300+30.4%vs 18–24 Mar: 230",
    "Monthly30 days3,000newvs 31 Jan–1 Mar: 0",
    "Stickiness12.5%DAU ÷ MAU",
  ]);
});

test("unknown numbers are dashes", () => {
  renderStats({ users: null, usersBefore: null, stickiness: null, month: null });

  expect(getStats().map((text) => text.match(/—/g)?.length)).toEqual([3, 3, 3, 3, 1]);
});

test("nothing is compared with days before the history, and a range without a complete day has no daily figures", () => {
  renderStats({ history: { start: "2026-03-20", today: "2026-04-01" } });
  const texts = getStats();
  expect(texts.map((text) => text.includes("No data before 20 Mar"))).toEqual([
    true,
    false,
    true,
    true,
    false,
  ]);
  expect(texts.join("")).not.toContain("new");
  cleanup();

  renderStats({ lastDay: null });
  expect(getStats()).toHaveLength(2);
});

test.each([
  [80, 100, 0.25, false],
  [100, 0, -1, false],
  [0, 0, 0, false],
  [0, 5, null, true],
  [null, 5, null, false],
  [5, null, null, false],
])("from %s to %s is a change of %s, new: %s", (before, now, change, isNew) => {
  expect(getChange(before, now)).toEqual({ change, isNew });
});

function renderStats(missing: Partial<Parameters<typeof PeopleStats>[0]> = {}): void {
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
      previous={{ first: "2025-10-03", last: "2025-12-31" }}
      history={{ start: "2025-01-01", today: "2026-04-01" }}
      {...missing}
    />,
  );
}

function getStats(): string[] {
  return [...screen.getByLabelText("Active people").children].map((stat) => stat.textContent ?? "");
}
