import { screen } from "@testing-library/react";
import { expect, test } from "vitest";
import { renderPage } from "../testing/render-page.tsx";
import { peopleQuestionFromUrl } from "./people-question.ts";
import { TopUsersCard } from "./top-users-card.tsx";

const at = "2026-03-03T12:00:00.000Z";
const ann = {
  user: { id: "u_1", email: "ann@example.org", name: "Ann" },
  count: 1_234,
  firstAt: at,
  lastAt: at,
};
const visitor = {
  user: { id: "anonymous:0199-c3f2", email: null, name: null },
  count: 2,
  firstAt: at,
  lastAt: at,
};

test("names lead to everything known of a person, counts to their events; a visitor has a short name", () => {
  draw();

  const links = screen.getAllByRole("link", { name: /ann@|Anonymous/ });

  expect(links.map((link) => [link.textContent, link.getAttribute("href")])).toEqual([
    ["ann@example.org", "/users/u_1"],
    ["1,234 events of ann@example.org", "/events?user=u_1"],
    ["Anonymous …c3f2", "/users/anonymous%3A0199-c3f2"],
    ["2 events of Anonymous …c3f2", "/events?user=anonymous%3A0199-c3f2"],
  ]);
});

test("the heads of the columns sort, from the first page on", () => {
  draw("?range=7d&page=2");

  const [events, seen] = ["Events", "Last seen"].map((name) => screen.getByRole("columnheader", { name }));

  expect([events?.getAttribute("aria-sort"), seen?.getAttribute("aria-sort")]).toEqual(["descending", null]);
  expect(seen?.querySelector("a")?.getAttribute("href")).toBe("/people?range=7d&sort=lastAt");
});

test("pages lead on and back, and the ends lead nowhere", () => {
  draw("?page=2");

  expect(screen.getByText("3–4 of 5")).toBeTruthy();
  expect(screen.getByRole("link", { name: "Previous" }).getAttribute("href")).toBe("/people");
  expect(screen.getByRole("link", { name: "Next" }).getAttribute("href")).toBe("/people?page=3");
});

test("on the first page there is no way back", () => {
  draw();

  const previous = screen.getByRole("link", { name: "Previous" });

  expect([previous.getAttribute("aria-disabled"), previous.getAttribute("href")]).toEqual(["true", null]);
});

test("a list that fits on one page has no ways on", () => {
  draw("", [ann, visitor], 2);

  expect(screen.queryByRole("navigation")).toBeNull();
});

test("beyond the end it leads back, and without anybody it says so", () => {
  draw("?page=9", []);
  expect(screen.getByRole("link", { name: "Back to its beginning" }).getAttribute("href")).toBe("/people");

  draw("", []);
  expect(screen.getByText("Nobody did anything in this range.")).toBeTruthy();
});

function draw(search = "", users = [ann, visitor], total = 5): void {
  const question = peopleQuestionFromUrl(new URLSearchParams(search));
  renderPage(
    <TopUsersCard users={users} total={total} perPage={2} question={question} />,
    `/people${search}`,
  );
}
