import { screen } from "@testing-library/react";
import { expect, test } from "vitest";
import { FilterPills } from "./filter-pills.tsx";
import type { FeedFilters } from "./filters-in-url.ts";
import { renderPage } from "../../testing/render-page.tsx";

test("each filter is a pill whose button clears it and nothing else", () => {
  draw({ name: "order.*", user: "u_1", where: [{ key: "plan", value: "12" }] });

  const pills = screen.getAllByRole("link", { name: /Clear .+ .+/ });

  expect(pills.map((pill) => [pill.getAttribute("aria-label"), pill.getAttribute("href")])).toEqual([
    ["Clear Event order.*", "/events?user=u_1&where.plan=%2212%22"],
    ["Clear User ann@example.org", "/events?name=order.*&where.plan=%2212%22"],
    ['Clear plan "12"', "/events?name=order.*&user=u_1"],
  ]);
  expect(screen.getByRole("link", { name: "Clear all" }).getAttribute("href")).toBe("/events");
});

test("one filter needs no way to clear them all", () => {
  draw({ name: "order.*", user: null, where: [] });

  expect(screen.queryByRole("link", { name: "Clear all" })).toBeNull();
});

function draw(filters: FeedFilters): void {
  renderPage(<FilterPills filters={filters} userLabel="ann@example.org" />);
}
