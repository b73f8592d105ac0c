import { screen } from "@testing-library/react";
import { expect, test } from "vitest";
import { FilterPills } from "./filter-pills.tsx";
import type { FeedFilters } from "./filters-in-url.ts";
import { renderPage } from "../../testing/render-page.tsx";

test("each filter has a pill that removes only this filter", () => {
  renderPills({ name: "order.*", user: "u_1", where: [{ key: "plan", value: "12" }] });

  const pills = screen.getAllByRole("link", { name: /Remove filter/ });

  expect(pills.map((pill) => [pill.getAttribute("aria-label"), pill.getAttribute("href")])).toEqual([
    ["Remove filter Event order.*", "/events?user=u_1&where.plan=%2212%22"],
    ["Remove filter Person ann@example.org", "/events?name=order.*&where.plan=%2212%22"],
    ['Remove filter plan "12"', "/events?name=order.*&user=u_1"],
  ]);
  expect(screen.getByRole("link", { name: "Clear all" }).getAttribute("href")).toBe("/events");
});

test("a single filter has no link to clear all", () => {
  renderPills({ name: "order.*", user: null, where: [] });

  expect(screen.queryByRole("link", { name: "Clear all" })).toBeNull();
});

function renderPills(filters: FeedFilters): void {
  renderPage(<FilterPills filters={filters} userLabel="ann@example.org" />);
}
