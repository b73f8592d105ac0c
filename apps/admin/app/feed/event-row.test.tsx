import { events, presentEvent } from "@admin-events/catalog";
import { screen } from "@testing-library/react";
import { expect, test } from "vitest";
import type { StoredEvent } from "@admin-events/client/query";
import { EventRow } from "./event-row.tsx";
import type { RowOrder } from "./row-time.ts";
import { describeDelay } from "./row-time.ts";
import { NO_FILTERS } from "./filter/filters-in-url.ts";
import { sampleEvent } from "./live/sample-events.ts";
import { renderPage } from "../testing/render-page.tsx";

test("a row links to the event and the person, and filters by its name and person", () => {
  const { title, description } = presentEvent(events, sampleEvent(1));

  renderRow(sampleEvent(1));

  expect(links()).toEqual([
    [title + (description ?? ""), "/events/event-1"],
    ["user.signed_up", "/events?name=user.signed_up&where.plan=free"],
    ["Ann", "/users/u_1"],
    ["Show only events of Ann", "/events?user=u_1&where.plan=free"],
  ]);
  expect(screen.getByText("13:00:01")).toBeTruthy();
});

test("an event with an unknown name, without a person and with unreadable metadata still has a row", () => {
  renderRow(sampleEvent(1, { name: "gift_card.printed", user: null, metadata: {} }));

  expect(links()[0]).toEqual(["Gift card printed", "/events/event-1"]);
  expect(screen.getByText("—")).toBeTruthy();
});

test("a visitor has a short name, and an unverified user is marked", () => {
  const visitor = {
    id: "anonymous:019aa000-0000-7000-8000-00000000c3f2",
    email: null,
    name: null,
    isVerified: false,
  };
  renderRow(sampleEvent(1, { user: visitor, isUnverified: true }));
  renderRow(sampleEvent(2, { isUnverified: true }));

  expect(screen.getByText("Anonymous …c3f2").hasAttribute("data-unverified")).toBe(false);
  expect(screen.getByTitle("ann@example.org (unverified: sent from the browser)")).toBeTruthy();
});

test("a row shows the time by which its list is sorted, and when a late event happened", () => {
  const late = sampleEvent(1, { occurredAt: "2026-02-27T12:00:00.000Z" });
  renderRow(late);
  renderRow(late, "occurredAt");

  expect(screen.getByText("happened 27 Feb, 13:00:00")).toBeTruthy();
  expect(screen.getByText("13:00:01")).toBeTruthy();
  expect(screen.getByText("13:00:00")).toBeTruthy();
});

test.each([
  ["2026-03-03T11:00:00.000Z", "happened 12:00:00"],
  ["2024-03-01T12:00:00.000Z", "happened 1 Mar 2024, 13:00:00"],
  ["2026-03-03T12:00:30.000Z", null],
])("an event of %s that arrived on 3 March 2026 %s", (occurredAt, note) => {
  expect(describeDelay({ occurredAt, receivedAt: "2026-03-03T12:00:01.000Z" }, "Europe/Berlin")).toBe(note);
});

function renderRow(event: StoredEvent, order: RowOrder = "receivedAt"): void {
  const filters = { ...NO_FILTERS, where: [{ key: "plan", value: "free" }] };
  renderPage(
    <ol>
      <EventRow event={event} filters={filters} timeZone="Europe/Berlin" isNew={false} order={order} />
    </ol>,
  );
}

function links() {
  return screen.getAllByRole("link").map((link) => [link.textContent, link.getAttribute("href")]);
}
