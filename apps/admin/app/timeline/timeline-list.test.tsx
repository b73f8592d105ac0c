import { screen } from "@testing-library/react";
import { expect, test } from "vitest";
import type { Moment } from "../api/outputs.ts";
import { sampleEvent } from "../feed/live/sample-events.ts";
import { renderPage } from "../testing/render-page.tsx";
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

test("events, activities, page views and sessions of a person stand on one line of time", () => {
  renderPage(<TimelineList moments={moments} />);

  const text = screen.getByRole("list", { name: "Timeline, newest first" }).textContent ?? "";
  const places = ["plan", "post.created", "Looked at /cart", "Came by"].map((words) => text.indexOf(words));
  expect(places.every((place) => place >= 0)).toBe(true);
  expect(places).toEqual(places.toSorted((a, b) => a - b));
});
