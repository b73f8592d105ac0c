import { fireEvent, render, screen } from "@testing-library/react";
import { expect, test } from "vitest";
import { formatRate } from "../format/format-rate.ts";
import { Stat } from "./stat.tsx";

test.each([
  [0.12, "up", "+12%", "good"],
  [-0.3, "up", "−30%", "bad"],
  [-0.3, "down", "−30%", "good"],
  [0, "up", "0%", "flat"],
  [null, "up", "—", "flat"],
] as const)(
  "a change of %s with %s as the good direction reads %s with the tone %s",
  (change, good, text, tone) => {
    render(
      <dl>
        <Stat label="30 days" value={12} change={change} goodDirection={good} comparedTo="" />
      </dl>,
    );

    expect(screen.getByText(text).dataset.tone).toBe(tone);
  },
);

test("a number can have its own format, no change, and be missing", () => {
  const { rerender } = renderRate(0.25);
  expect(screen.getByText("25%").textContent).toBe("25%");

  rerender(rate(null));
  expect(screen.getByText("—").className).toBe("stat-value");
});

test("the hint shows on focus and closes with Escape", async () => {
  renderRate(0.25);
  const hint = screen.getByRole("button", { name: "About Stickiness" });

  fireEvent.focus(hint);
  expect((await screen.findByRole("tooltip")).textContent).toBe("Average daily ÷ monthly people");

  fireEvent.keyDown(hint, { key: "Escape" });
  expect(screen.queryByRole("tooltip")).toBeNull();
});

test("without a comparison there is no change and no new, only the reason", () => {
  render(
    <dl>
      <Stat
        label="1 year"
        value={9}
        change={null}
        isNew
        comparedTo="No data before 26 Nov 2025"
        hasComparison={false}
      />
    </dl>,
  );

  expect(screen.queryByText("new")).toBeNull();
  expect(screen.getByText("No data before 26 Nov 2025").dataset.muted).toBe("true");
});

test("a number after zero is new instead of a percentage", () => {
  render(
    <dl>
      <Stat label="30 days" value={1_204} change={null} isNew comparedTo="0 in the previous 30 days" />
    </dl>,
  );

  expect(screen.getByText("new")).toBeTruthy();
  expect(screen.getByText("1,204", { exact: false, selector: ".stat-value" })).toBeTruthy();
});

function renderRate(value: number | null) {
  return render(rate(value));
}

function rate(value: number | null) {
  return (
    <dl>
      <Stat
        label="Stickiness"
        hint="Average daily ÷ monthly people"
        value={value}
        format={formatRate}
        comparedTo="in this period"
      />
    </dl>
  );
}
