import { screen } from "@testing-library/react";
import { expect, test } from "vitest";
import { renderPage } from "../testing/render-page.tsx";
import { parsePeopleQuery } from "./people-query.ts";
import { TopUsersCard } from "./top-users-card.tsx";

const at = "2026-03-03T12:00:00.000Z";
const ann = {
  user: { id: "u_1", email: "ann@example.org", name: "Ann" },
  count: 1_234,
  firstAt: at,
  lastAt: at,
  lastSeenAt: "2026-03-09T12:00:00.000Z",
};
const visitor = {
  user: { id: "anonymous:0199-c3f2", email: null, name: null },
  count: 2,
  firstAt: at,
  lastAt: at,
  lastSeenAt: "2026-03-09T12:00:00.000Z",
};

test("names link to the person, counts to their events; a visitor has a short name", () => {
  renderCard();

  const links = screen.getAllByRole("link", { name: /Ann|Anonymous/ });

  expect(links.map((link) => [link.textContent, link.getAttribute("href")])).toEqual([
    ["Ann", "/users/u_1"],
    ["1,234 events of Ann", "/events?user=u_1"],
    ["Anonymous …c3f2", "/users/anonymous%3A0199-c3f2"],
    ["2 events of Anonymous …c3f2", "/events?user=anonymous%3A0199-c3f2"],
  ]);
});

test("last seen is not limited to the period, last in period is", () => {
  renderCard();

  const [row] = screen.getAllByRole("row").slice(1);

  expect([...(row?.querySelectorAll("time") ?? [])].map((time) => time.dateTime)).toEqual([
    at,
    "2026-03-09T12:00:00.000Z",
  ]);
});

test("column headers sort and go to the first page", () => {
  renderCard("?range=7d&page=2");

  const [events, seen] = ["Events", "Last in period"].map((name) =>
    screen.getByRole("columnheader", { name }),
  );

  expect([events?.getAttribute("aria-sort"), seen?.getAttribute("aria-sort")]).toEqual(["descending", null]);
  expect(seen?.querySelector("a")?.getAttribute("href")).toBe("/people?range=7d&sort=lastAt");
});

test("pagination links to the previous and next page", () => {
  renderCard("?page=2");

  expect(screen.getByText("3–4 of 5")).toBeTruthy();
  expect(screen.getByRole("link", { name: "Previous" }).getAttribute("href")).toBe("/people");
  expect(screen.getByRole("link", { name: "Next" }).getAttribute("href")).toBe("/people?page=3");
});

test("the first page has no previous page", () => {
  renderCard();

  const previous = screen.getByRole("link", { name: "Previous" });

  expect([previous.getAttribute("aria-disabled"), previous.getAttribute("href")]).toEqual(["true", null]);
});

test("a list that fits on one page has no pagination", () => {
  renderCard("", [ann, visitor], 2);

  expect(screen.queryByRole("navigation")).toBeNull();
});

test("past the end it links to the first page, and without people it says so", () => {
  renderCard("?page=9", []);
  expect(screen.getByRole("link", { name: "Go to the first page" }).getAttribute("href")).toBe("/people");

  renderCard("", []);
  expect(screen.getByText("No active people in this period")).toBeTruthy();
});

function renderCard(search = "", users = [ann, visitor], total = 5): void {
  const query = parsePeopleQuery(new URLSearchParams(search));
  renderPage(<TopUsersCard users={users} total={total} pageSize={2} query={query} />, `/people${search}`);
}
