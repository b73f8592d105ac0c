import { render, screen } from "@testing-library/react";
import { expect, test } from "vitest";
import { Stat } from "./stat.tsx";

test.each([
  [0.12, "up", "+12%", "good"],
  [-0.3, "up", "−30%", "bad"],
  [-0.3, "down", "−30%", "good"],
  [0, "up", "0%", "flat"],
  [null, "up", "—", "flat"],
] as const)(
  "a change of %s with %s as the good direction reads %s and looks %s",
  (change, good, text, tone) => {
    render(
      <dl>
        <Stat label="30 days" value={12} change={change} goodDirection={good} comparedTo="" />
      </dl>,
    );

    expect(screen.getByText(text).dataset.tone).toBe(tone);
  },
);

test("something where nothing was before is new, not an invented percentage", () => {
  render(
    <dl>
      <Stat label="30 days" value={1_204} change={null} isNew comparedTo="0 in the 30 days before" />
    </dl>,
  );

  expect(screen.getByText("new")).toBeTruthy();
  expect(screen.getByText("1,204", { exact: false, selector: ".stat-value" })).toBeTruthy();
});
