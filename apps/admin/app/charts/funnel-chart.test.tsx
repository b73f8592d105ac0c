import { act, fireEvent, render, screen } from "@testing-library/react";
import { expect, test } from "vitest";
import { FunnelChart } from "./funnel-chart.tsx";
import type { FunnelStep } from "./funnel/funnel-step-row.tsx";

const registration: FunnelStep[] = [
  step("Signed up", 200, 1, null),
  { ...step("Confirmed e-mail", 150, 0.75, 0.75), dropOff: 40, inProgress: 10, medianSeconds: 7_200 },
  { ...step("Placed an order", 30, 0.15, 0.2), dropOff: 120 },
];

test("a bar's width is its share of the first step, and data attributes hold its values", () => {
  const { container } = render(<FunnelChart title="Registration" steps={registration} />);

  const widths = [...container.querySelectorAll<HTMLElement>(".funnel-bar")].map((bar) => bar.style.width);

  expect(widths).toEqual(["100%", "75%", "15%"]);
  expect(screen.getAllByRole("img")[1]?.dataset).toMatchObject({
    funnelLabel: "Confirmed e-mail",
    funnelCount: "150",
    funnelRate: "0.75",
  });
});

test("every step shows count and share, with conversion, drop-off and median time between steps", () => {
  render(<FunnelChart title="Registration" steps={registration} />);

  expect(screen.getAllByRole("img").map((each) => each.textContent)).toEqual([
    "1Signed up200100%",
    "2Confirmed e-mail15075%",
    "3Placed an order3015%",
  ]);
  expect(screen.getByText(/continued/, { selector: "li:nth-child(2) span" }).textContent).toBe(
    "75% continued",
  );
  expect(screen.getByText("40").parentElement?.textContent).toBe("40 dropped off");
  expect(screen.getByText("10").parentElement?.textContent).toBe("10 in progress");
  expect(screen.getByText("2 h").parentElement?.textContent).toBe("median 2 h");
});

test("the tooltip of a step shows on hover and focus and follows the arrow keys", () => {
  render(<FunnelChart title="Registration" steps={registration} />);
  const [first, second] = screen.getAllByRole("img");

  fireEvent.pointerMove(first!, { pointerType: "mouse" });
  expect(getTooltipText()).toBe("Signed up200 people · 100% of the first step");

  act(() => first?.focus());
  fireEvent.keyDown(first!, { key: "ArrowDown" });
  expect(document.activeElement).toBe(second);
  expect(getTooltipText()).toBe("Confirmed e-mail150 people · 75% of the first step");

  fireEvent.keyDown(second!, { key: "Escape" });
  expect(screen.queryByRole("tooltip", { hidden: true })).toBeNull();
});

test("a funnel without people has no rates, and one without steps says what to do", () => {
  const { rerender } = render(
    <FunnelChart
      title="Registration"
      steps={[step("Signed up", 0, null, null), step("Confirmed", 0, null, null)]}
    />,
  );
  expect(screen.getByText(/No one entered/)).toBeTruthy();
  expect(screen.getAllByText("—").length).toBeGreaterThan(0);

  rerender(<FunnelChart title="Registration" steps={[]} />);
  expect(screen.getByText(/Add at least two events/)).toBeTruthy();
});

function step(
  title: string,
  count: number,
  rateFromFirst: number | null,
  rateFromPrevious: number | null,
): FunnelStep {
  return {
    name: title,
    title,
    count,
    rateFromFirst,
    rateFromPrevious,
    dropOff: 0,
    inProgress: 0,
    medianSeconds: null,
  };
}

function getTooltipText(): string | null {
  return screen.getByRole("tooltip", { hidden: true }).textContent;
}
