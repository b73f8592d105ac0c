import type { StackedBarChart as StackedBarChartResult } from "@admin-events/client/query";
import { act, fireEvent, render, screen } from "@testing-library/react";
import { expect, test } from "vitest";
import { StackedBarChart } from "./stacked-bar-chart.tsx";

const week: StackedBarChartResult = {
  labels: ["2026-03-02", "2026-03-03"],
  incomplete: [false, true],
  datasets: [
    { name: "user.signed_up", title: "Signed up", counts: [6, 10] },
    { name: "user.confirmed", title: "Confirmed e-mail", counts: [2, 10] },
  ],
};

test("a section's height is its share of the highest column, and each series has a color", () => {
  renderChart(week);

  const sections = screen.getAllByRole("img");

  expect(sections.map((section) => section.style.height)).toEqual(["30%", "10%", "50%", "50%"]);
  expect(sections.map((section) => section.style.getPropertyValue("--bar"))).toEqual([
    "var(--series-1)",
    "var(--series-2)",
    "var(--series-1)",
    "var(--series-2)",
  ]);
  expect(sections[1]?.dataset).toMatchObject({
    barLabel: "2026-03-02",
    barCount: "2",
    barDataset: "Confirmed e-mail",
  });
});

test("the tooltip lists the whole column and highlights the section under the pointer", () => {
  renderChart(week);

  fireEvent.pointerMove(screen.getAllByRole("img")[1]!, { pointerType: "mouse" });

  const tooltip = screen.getByRole("tooltip", { hidden: true });
  expect(tooltip.textContent).toBe("Mon, 2 Mar 2026Confirmed e-mail2Signed up6Total8");
  expect(tooltip.querySelector("[data-highlighted]")?.textContent).toBe("Confirmed e-mail2");
});

test("hovering a column outside of its sections shows the tooltip, so that short bars can be hovered", () => {
  const { container } = renderChart(week);

  fireEvent.pointerMove(container.querySelector("[data-bar-column]")!, { pointerType: "mouse" });

  expect(screen.getByRole("tooltip", { hidden: true }).textContent).toContain("Total8");
});

test("nested series overlap instead of adding up and have no total", () => {
  renderChart({ ...week, datasets: week.datasets.toReversed() }, "nested");
  const sections = screen.getAllByRole("img");

  fireEvent.pointerMove(sections[0]!, { pointerType: "mouse" });

  expect(sections.map((section) => section.style.height)).toEqual(["20%", "40%", "100%", "0%"]);
  expect(sections[1]?.dataset.barCount).toBe("6");
  expect(screen.getByRole("tooltip", { hidden: true }).textContent).toBe(
    "Mon, 2 Mar 2026Signed up6Confirmed e-mail2",
  );
});

test("a nested column is in the order of its counts, so that no series hides another", () => {
  const confirmedMore = [
    { name: "user.confirmed", title: "Confirmed e-mail", counts: [5, 0] },
    { name: "user.signed_up", title: "Signed up", counts: [2, 10] },
  ];
  renderChart({ ...week, datasets: confirmedMore }, "nested");

  const sections = screen.getAllByRole("img").slice(0, 2);

  expect(sections.map(({ dataset, style }) => [dataset.barDataset, style.height])).toEqual([
    ["Signed up", "20%"],
    ["Confirmed e-mail", "30%"],
  ]);
});

test("series with an event in common are never added up", () => {
  const overlapping = [
    { name: "user.*", title: "user.*", counts: [6, 10] },
    { name: "user.signed_up", title: "Signed up", counts: [2, 10] },
  ];
  const { container } = renderChart({ ...week, datasets: overlapping });

  fireEvent.pointerMove(container.querySelector("[data-bar-column]")!, { pointerType: "mouse" });

  expect(screen.getByRole("tooltip", { hidden: true }).textContent).not.toContain("Total");
});

test("Left and Right keep the series, Up and Down change it", () => {
  renderChart(week);
  const [first, firstUpper, , secondUpper] = screen.getAllByRole("img");

  act(() => first?.focus());
  fireEvent.keyDown(first!, { key: "ArrowUp" });
  expect(document.activeElement).toBe(firstUpper);

  fireEvent.keyDown(firstUpper!, { key: "ArrowRight" });
  expect(document.activeElement).toBe(secondUpper);
});

test("the legend hides a series; the others keep their colors and fill the plot", () => {
  renderChart(week);
  const entry = screen.getByRole("button", { name: "Signed up" });

  fireEvent.click(entry);

  expect(entry.getAttribute("aria-pressed")).toBe("false");
  const sections = screen.getAllByRole("img");
  expect(sections.map((section) => section.style.height)).toEqual(["20%", "100%"]);
  expect(sections[0]?.style.getPropertyValue("--bar")).toBe("var(--series-2)");
  fireEvent.click(screen.getByRole("button", { name: "Confirmed e-mail" }));
  expect(screen.getByText(/All series are hidden/)).toBeTruthy();
});

test("ten series over a year render, and an empty range says what to do", () => {
  const labels = Array.from({ length: 366 }, (_, index) =>
    new Date(Date.UTC(2024, 0, 1 + index)).toISOString().slice(0, 10),
  );
  const datasets = Array.from({ length: 10 }, (_, index) => ({
    name: `thing.n${index}`,
    title: `Thing ${index}`,
    counts: labels.map((_, day) => day * index),
  }));
  const { container, rerender } = renderChart({ labels, datasets, incomplete: labels.map(() => false) });
  expect(container.querySelectorAll("[data-bar-dataset]")).toHaveLength(3_660);

  rerender(
    <StackedBarChart title="t" interval="day" stacking="sum" labels={[]} incomplete={[]} datasets={[]} />,
  );
  expect(screen.getByText(/No data for this period/)).toBeTruthy();
});

function renderChart(series: StackedBarChartResult, stacking: "sum" | "nested" = "sum") {
  return render(
    <StackedBarChart title="Sign-ups and confirmations" interval="day" stacking={stacking} {...series} />,
  );
}
