import { act, fireEvent, render, screen, within } from "@testing-library/react";
import { expect, test } from "vitest";
import { RetentionChart } from "./retention-chart.tsx";
import type { RetentionCohort } from "./retention/cohort-row.tsx";

const cohorts: RetentionCohort[] = [
  { label: "2026-03-02", size: 80, cells: [cell(80, 1), cell(20, 0.25), cell(8, 0.1, true)] },
  { label: "2026-03-09", size: 0, cells: [cell(0, null), cell(0, null, true)] },
  { label: "2026-03-16", size: 10, cells: [cell(10, 1, true)] },
];

test("one row per cohort and one column per period after the average; unknown values are empty", () => {
  renderChart();

  const rows = screen.getAllByRole("row").map((row) => [...row.children].map((each) => each.textContent));

  expect(rows).toEqual([
    ["Cohort", "People", "Week 0", "Week 1", "Week 2"],
    ["Average", "", "100%", "25%", ""],
    ["2 MarWeek of 2 Mar 2026", "80", "100%, 80 of 80", "25%, 20 of 80", "10%, 8 of 80 (incomplete)"],
    ["9 MarWeek of 9 Mar 2026", "0", "", "", ""],
    ["16 MarWeek of 16 Mar 2026", "10", "100%, 10 of 10 (incomplete)", ""],
  ]);
  expect(within(screen.getByRole("table")).getAllByRole("rowheader")).toHaveLength(4);
});

test("the highest rate after period 0 has the deepest color, and periods in progress are hatched", () => {
  renderChart();

  const [, returned, running] = screen.getAllByRole("cell", { name: /of 80/ });

  expect(returned?.dataset.level).toBe("7");
  expect(running?.dataset).toMatchObject({ level: "3", incomplete: "true" });
});

test("a cell's tooltip shows its counts, and arrow keys move between cells and skip empty cohorts", () => {
  renderChart();
  const [first, second] = screen.getAllByRole("cell", { name: /of 80/ });

  fireEvent.pointerMove(second!, { pointerType: "mouse" });
  expect(getTooltipText()).toBe("Week of 2 Mar 2026 · Week 120 of 80 came back · 25%");

  expect(first?.tabIndex).toBe(0);
  act(() => first?.focus());
  fireEvent.keyDown(first!, { key: "ArrowDown" });
  expect(getTooltipText()).toBe("Week of 16 Mar 2026 · Week 0 (incomplete)10 of 10 came back · 100%");
  fireEvent.keyDown(document.activeElement!, { key: "ArrowUp" });
  fireEvent.keyDown(document.activeElement!, { key: "End" });
  expect(getTooltipText()).toContain("Week 2 (incomplete)");
  fireEvent.keyDown(document.activeElement!, { key: "Escape" });
  expect(screen.queryByRole("tooltip", { hidden: true })).toBeNull();
});

test("without people it says what to do", () => {
  renderChart([{ label: "2026-03-02", size: 0, cells: [cell(0, null)] }]);

  expect(screen.queryByRole("table")).toBeNull();
  expect(screen.getByText(/Choose another event or a longer period/)).toBeTruthy();
});

function cell(count: number, rate: number | null, incomplete = false) {
  return { count, rate, incomplete };
}

function renderChart(shown = cohorts): void {
  render(<RetentionChart title="Retention" interval="week" cohorts={shown} average={[1, 0.25, null]} />);
}

function getTooltipText(): string | null {
  return screen.getByRole("tooltip", { hidden: true }).textContent;
}
