import { cleanup, render, screen } from "@testing-library/react";
import { afterEach, expect, test } from "vitest";
import { OverviewCards } from "./overview-cards.tsx";

afterEach(cleanup);

const figure = (current: number, previous: number, change: number | null) => ({
  current,
  previous,
  previousFull: previous,
  change,
  isNew: false,
});

test("while figures load there are four skeleton cards", () => {
  render(<OverviewCards overview={undefined} />);

  const status = screen.getByRole("status", { name: "Loading figures" });
  expect(status.getAttribute("aria-busy")).toBe("true");
  expect(status.children).toHaveLength(4);
});

test("each card has a figure, its change and a detail", () => {
  render(
    <OverviewCards
      overview={{
        uniqueUsers: figure(4, 2, 1),
        activeToday: figure(1, 1, 0),
        activeWeek: figure(3, 1, 2),
        activeMonth: figure(4, 2, 1),
        requests: figure(1_200, 2_400, -0.5),
        sessions: figure(10, 0, null),
        pageViews: figure(25, 25, 0),
        averageSessionSeconds: { current: 90, previous: null, previousFull: null },
      }}
    />,
  );

  const cards = [...screen.getByLabelText("Overview").children];
  expect(cards.map((card) => card.textContent)).toEqual([
    "People4+100%1 today · 3 in 7 days · 4 in 30 days",
    "Requests1,200−50%2,400 in the previous period",
    "Sessions10—1 min 30 s on average",
    "Page views250%2.5 per session",
  ]);
  expect(cards.every((card) => card.querySelector("svg"))).toBe(true);
});

test("without sessions there is no average", () => {
  const none = figure(0, 0, 0);
  render(
    <OverviewCards
      overview={{
        uniqueUsers: none,
        activeToday: none,
        activeWeek: none,
        activeMonth: none,
        requests: none,
        sessions: none,
        pageViews: none,
        averageSessionSeconds: { current: null, previous: null, previousFull: null },
      }}
    />,
  );

  const text = screen.getByLabelText("Overview").textContent;
  expect(text).toContain("— on average");
  expect(text).toContain("No sessions yet");
});
