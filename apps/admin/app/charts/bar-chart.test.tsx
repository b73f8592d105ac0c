import { act, fireEvent, render, screen, within } from "@testing-library/react";
import { expect, test } from "vitest";
import type { Bar } from "./bar-chart.tsx";
import { BarChart } from "./bar-chart.tsx";

test("each bar is as high as its share of the highest one and carries its facts", () => {
  const [first, second] = drawBars([bar("2026-03-02", 5), bar("2026-03-03", 20)]);

  expect(heightOf(first)).toBe("25%");
  expect(heightOf(second)).toBe("100%");
  expect(first?.dataset).toMatchObject({ barLabel: "2026-03-02", barCount: "5", barDataset: "Sign-ups" });
});

test("hovering a bar shows its day in words and its exact count, leaving hides them", () => {
  const [first] = drawBars([bar("2026-03-03", 1_234)]);

  fireEvent.pointerMove(heightElementOf(first), { pointerType: "mouse" });

  expectTooltip("Tue, 3 Mar 2026", "Sign-ups", "1,234");
  fireEvent.pointerLeave(containerOf(first));
  expect(screen.queryByRole("tooltip", { hidden: true })).toBeNull();
});

test("the running bucket is marked and the tooltip says so", () => {
  const [, last] = drawBars([bar("2026-03-02", 5), { ...bar("2026-03-03", 2), incomplete: true }]);

  fireEvent.focus(last!);

  expect(last?.dataset.incomplete).toBe("true");
  expectTooltip("so far");
});

test("arrow keys walk the bars, one of which is the tab stop, and Escape hides the tooltip", () => {
  const [first, second, third] = drawBars([bar("2026-03-02", 1), bar("2026-03-03", 2), bar("2026-03-04", 3)]);

  expect([first, second, third].map((each) => each?.tabIndex)).toEqual([-1, -1, 0]);
  act(() => third?.focus());
  fireEvent.keyDown(third!, { key: "ArrowLeft" });

  expect(document.activeElement).toBe(second);
  expect([first, second, third].map((each) => each?.tabIndex)).toEqual([-1, 0, -1]);
  expectTooltip("Tue, 3 Mar 2026");
  fireEvent.keyDown(second!, { key: "Home" });
  expect(document.activeElement).toBe(first);
  fireEvent.keyDown(first!, { key: "Escape" });
  expect(screen.queryByRole("tooltip", { hidden: true })).toBeNull();
});

test("a tooltip on screen follows its bar when new numbers arrive", () => {
  const { rerender } = render(
    <BarChart title="Sign-ups a day" dataset="Sign-ups" interval="day" bars={[bar("2026-03-03", 1)]} />,
  );
  fireEvent.focus(screen.getByRole("img"));

  rerender(
    <BarChart title="Sign-ups a day" dataset="Sign-ups" interval="day" bars={[bar("2026-03-03", 2)]} />,
  );

  expectTooltip("2");
});

test("the same facts stand in a table for screen readers", () => {
  drawBars([bar("2026-03-02", 5), bar("2026-03-03", 20)]);

  const cells = within(screen.getByRole("table"))
    .getAllByRole("row")
    .map((row) => row.textContent);

  expect(cells).toEqual(["WhenSign-ups", "Mon, 2 Mar 20265", "Tue, 3 Mar 202620"]);
});

test("an empty range, one bar, only zeros and a whole year all draw", () => {
  const { rerender } = render(<BarChart title="t" dataset="d" interval="day" bars={[]} />);
  expect(screen.getByText(/This range is empty/)).toBeTruthy();

  rerender(<BarChart title="t" dataset="d" interval="day" bars={[bar("2026-03-03", 8_400_000_000)]} />);
  expect(screen.getByText("8B")).toBeTruthy();

  rerender(<BarChart title="t" dataset="d" interval="day" bars={[bar("2026-03-03", 0)]} />);
  expect(heightOf(screen.getByRole("img"))).toBe("0%");
  expect(screen.getByText(/Nothing happened/)).toBeTruthy();

  const year = Array.from({ length: 366 }, (_, index) => bar(dayOfYear(index), index));
  rerender(<BarChart title="t" dataset="d" interval="day" bars={year} />);
  expect(screen.getAllByRole("img")).toHaveLength(366);
  expect(document.querySelectorAll(".column-label").length).toBeLessThanOrEqual(10);
});

function bar(label: string, count: number): Bar {
  return { label, count, incomplete: false };
}

function drawBars(bars: Bar[]): HTMLElement[] {
  render(<BarChart title="Sign-ups a day" dataset="Sign-ups" interval="day" bars={bars} />);
  return screen.getAllByRole("img");
}

function heightElementOf(column: HTMLElement | undefined): HTMLElement {
  return column!.querySelector<HTMLElement>(".bar")!;
}

function heightOf(column: HTMLElement | undefined): string {
  return heightElementOf(column).style.height;
}

function containerOf(column: HTMLElement | undefined): HTMLElement {
  return column!.closest<HTMLElement>(".plot")!;
}

function expectTooltip(...texts: string[]): void {
  const tooltip = screen.getByRole("tooltip", { hidden: true });
  for (const text of texts) expect(tooltip.textContent).toContain(text);
}

function dayOfYear(index: number): string {
  return new Date(Date.UTC(2024, 0, 1 + index)).toISOString().slice(0, 10);
}
