import { cleanup, render, screen } from "@testing-library/react";
import { afterEach, expect, test } from "vitest";
import { OverviewCards } from "./overview-cards.tsx";

afterEach(cleanup);

const dates = { start: "2025-01-01", today: "2026-11-27" };
const days = {
  previous: { first: "2026-09-28", last: "2026-10-27" },
  history: { events: dates, usage: { ...dates, start: "2026-10-01" } },
  hasToday: true,
};

const figure = (current: number, previous: number, change: number | null) => ({
  current,
  previous,
  previousFull: previous,
  change,
  isNew: false,
});

test("while figures load there are four skeleton cards", () => {
  render(<OverviewCards overview={undefined} {...days} />);

  const status = screen.getByRole("status", { name: "Loading figures" });
  expect(status.getAttribute("aria-busy")).toBe("true");
  expect(status.children).toHaveLength(4);
});

test("each card has a figure, its change and a detail", () => {
  render(
    <OverviewCards
      {...days}
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
    "People4+100%1 today · 3 in 7 days · 4 in 30 daysvs 28 Sep–27 Oct: 2",
    "Requests1,200No data before 1 Oct",
    "Sessions101 min 30 s on averageNo data before 1 Oct",
    "Page views252.5 per sessionNo data before 1 Oct",
  ]);
});

test("without sessions there is no average", () => {
  const none = figure(0, 0, 0);
  render(
    <OverviewCards
      {...days}
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
  expect(text).toContain("No sessions yet");
});
