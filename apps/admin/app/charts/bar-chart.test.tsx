import { act, fireEvent, render, screen, within } from "@testing-library/react";
import { expect, test, vi } from "vitest";
import type { Bar } from "./bar-chart.tsx";
import { BarChart } from "./bar-chart.tsx";

test("a bar's height is its share of the highest bar, and its data attributes hold its values", () => {
  const [first, second] = renderBars([bar("2026-03-02", 5), bar("2026-03-03", 20)]);

  expect(getHeight(first)).toBe("25%");
  expect(getHeight(second)).toBe("100%");
  expect(first?.dataset).toMatchObject({ barLabel: "2026-03-02", barCount: "5", barDataset: "Sign-ups" });
});

test("hovering a bar shows its date and exact count until the pointer leaves", () => {
  const [first] = renderBars([bar("2026-03-03", 1_234)]);

  fireEvent.pointerMove(getFill(first), { pointerType: "mouse" });

  expectTooltip("Tue, 3 Mar 2026", "Sign-ups", "1,234");
  fireEvent.pointerLeave(getContainer(first));
  expect(screen.queryByRole("tooltip", { hidden: true })).toBeNull();
});

test("a running bucket is marked, also in the tooltip", () => {
  const [, last] = renderBars([bar("2026-03-02", 5), { ...bar("2026-03-03", 2), incomplete: true }]);

  fireEvent.focus(last!);

  expect(last?.dataset.incomplete).toBe("true");
  expectTooltip("(incomplete)");
});

test("arrow keys move between bars with one tab stop, and Escape hides the tooltip", () => {
  const [first, second, third] = renderBars([
    bar("2026-03-02", 1),
    bar("2026-03-03", 2),
    bar("2026-03-04", 3),
  ]);

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

test("an open tooltip shows new data", () => {
  const { rerender } = render(
    <BarChart title="Sign-ups a day" dataset="Sign-ups" interval="day" bars={[bar("2026-03-03", 1)]} />,
  );
  fireEvent.focus(screen.getByRole("img"));

  rerender(
    <BarChart title="Sign-ups a day" dataset="Sign-ups" interval="day" bars={[bar("2026-03-03", 2)]} />,
  );

  expectTooltip("2");
});

test("an open tooltip follows its bar to another position, and closes when the bar is gone", () => {
  const days = (...bars: Bar[]) => (
    <BarChart title="Sign-ups a day" dataset="Sign-ups" interval="day" bars={bars} />
  );
  const { rerender } = render(days(bar("2026-03-02", 1), bar("2026-03-03", 2)));
  fireEvent.focus(screen.getAllByRole("img")[1]!);

  rerender(days(bar("2026-03-03", 3), bar("2026-03-04", 4)));
  expectTooltip("Tue, 3 Mar 2026", "3");

  rerender(days(bar("2026-03-04", 4)));
  expect(screen.queryByRole("tooltip", { hidden: true })).toBeNull();
});

test("a tooltip is placed above the fill of its bar", async () => {
  const [first] = renderBars([bar("2026-03-03", 5)]);
  vi.spyOn(first!, "getBoundingClientRect").mockReturnValue(new DOMRect(100, 50, 20, 150));
  vi.spyOn(getFill(first), "getBoundingClientRect").mockReturnValue(new DOMRect(100, 120, 20, 80));

  fireEvent.focus(first!);

  // The tooltip has no height in this environment, so it is 8 px above the fill.
  await vi.waitFor(() =>
    expect(screen.getByRole("tooltip", { hidden: true }).style.translate).toMatch(/ 112px$/),
  );
});

test("screen readers get the same values as a table", () => {
  renderBars([bar("2026-03-02", 5), bar("2026-03-03", 20)]);

  const cells = within(screen.getByRole("table"))
    .getAllByRole("row")
    .map((row) => row.textContent);

  expect(cells).toEqual(["DateSign-ups", "Mon, 2 Mar 20265", "Tue, 3 Mar 202620"]);
});

test("an empty range, one bar, only zeros and a whole year all render", () => {
  const { rerender } = render(<BarChart title="t" dataset="d" interval="day" bars={[]} />);
  expect(screen.getByText(/No data for this period/)).toBeTruthy();

  rerender(<BarChart title="t" dataset="d" interval="day" bars={[bar("2026-03-03", 8_400_000_000)]} />);
  expect(screen.getByText("8B")).toBeTruthy();

  rerender(<BarChart title="t" dataset="d" interval="day" bars={[bar("2026-03-03", 0)]} />);
  expect(getHeight(screen.getByRole("img"))).toBe("0%");
  expect(screen.getByText(/No events in this period/)).toBeTruthy();

  const year = Array.from({ length: 366 }, (_, index) => bar(dayOfYear(index), index));
  rerender(<BarChart title="t" dataset="d" interval="day" bars={year} />);
  expect(screen.getAllByRole("img")).toHaveLength(366);
  expect(document.querySelectorAll(".column-label").length).toBeLessThanOrEqual(10);
});

function bar(label: string, count: number): Bar {
  return { label, count, incomplete: false };
}

function renderBars(bars: Bar[]): HTMLElement[] {
  render(<BarChart title="Sign-ups a day" dataset="Sign-ups" interval="day" bars={bars} />);
  return screen.getAllByRole("img");
}

function getFill(column: HTMLElement | undefined): HTMLElement {
  return column!.querySelector<HTMLElement>(".bar")!;
}

function getHeight(column: HTMLElement | undefined): string {
  return getFill(column).style.height;
}

function getContainer(column: HTMLElement | undefined): HTMLElement {
  return column!.closest<HTMLElement>(".plot")!;
}

function expectTooltip(...texts: string[]): void {
  const tooltip = screen.getByRole("tooltip", { hidden: true });
  for (const text of texts) expect(tooltip.textContent).toContain(text);
}

function dayOfYear(index: number): string {
  return new Date(Date.UTC(2024, 0, 1 + index)).toISOString().slice(0, 10);
}
