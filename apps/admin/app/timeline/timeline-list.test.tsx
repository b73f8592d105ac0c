import { events, presentEvent } from "@admin-events/catalog";
import { screen } from "@testing-library/react";
import { expect, test } from "vitest";
import { sampleEvent } from "../feed/live/sample-events.ts";
import { renderPage } from "../testing/render-page.tsx";
import type { Moment } from "./timeline-list.tsx";
import { TimelineList } from "./timeline-list.tsx";

const at = "2026-03-03T12:00:00.000Z";
const moments: Moment[] = [
  { kind: "event", id: "4", at, event: sampleEvent(4) },
  {
    kind: "event",
    id: "3",
    at,
    event: sampleEvent(3, { name: "post.created", resourceType: "post", resourceId: "7" }),
  },
  { kind: "pageView", id: "2", at, path: "/cart", title: "Cart", durationMs: null },
  {
    kind: "session",
    id: "1",
    at,
    seconds: 60,
    pageCount: 2,
    referrer: null,
    browser: null,
    os: null,
    device: null,
  },
];

test("events, activities, page views and sessions are listed in order of time", () => {
  renderPage(<TimelineList moments={moments} />);

  const text = screen.getByRole("list", { name: "Timeline, newest first" }).textContent ?? "";
  const { title } = presentEvent(events, sampleEvent(4));
  const offsets = [title, "post.created", "Viewed /cart", "Session"].map((label) => text.indexOf(label));
  expect(offsets.every((offset) => offset >= 0)).toBe(true);
  expect(offsets).toEqual(offsets.toSorted((a, b) => a - b));
});
