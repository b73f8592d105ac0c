import { screen } from "@testing-library/react";
import { expect, test } from "vitest";
import type { StoredEvent } from "@admin-events/client/query";
import { EventRow } from "./event-row.tsx";
import { NO_FILTERS } from "./filter/filters-in-url.ts";
import { sampleEvent } from "./live/sample-events.ts";
import { renderPage } from "../testing/render-page.tsx";

test("a row links to the event and filters by its name and person", () => {
  renderRow(sampleEvent(1));

  expect(links()).toEqual([
    ["Signed upAnn signed up for the free plan", "/events/event-1"],
    ["user.signed_up", "/events?name=user.signed_up&where.plan=free"],
    ["ann@example.org", "/events?user=u_1&where.plan=free"],
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
  expect(
    screen.getByTitle("Show only events of ann@example.org (unverified: sent from the browser)"),
  ).toBeTruthy();
});

test("an event that arrived days late shows its date", () => {
  renderRow(sampleEvent(1, { occurredAt: "2026-02-27T12:00:00.000Z" }));

  expect(screen.getByText("27 Feb")).toBeTruthy();
});

function renderRow(event: StoredEvent): void {
  const filters = { ...NO_FILTERS, where: [{ key: "plan", value: "free" }] };
  renderPage(
    <ol>
      <EventRow event={event} filters={filters} timeZone="Europe/Berlin" isNew={false} />
    </ol>,
  );
}

function links() {
  return screen.getAllByRole("link").map((link) => [link.textContent, link.getAttribute("href")]);
}
