import { cleanup, screen } from "@testing-library/react";
import { afterEach, expect, test } from "vitest";
import { renderPage } from "../../testing/render-page.tsx";
import { usageFromUrl } from "../usage-in-url.ts";
import { UserTable } from "./user-table.tsx";

afterEach(cleanup);

const view = usageFromUrl(new URLSearchParams());
const NO_USAGE = {
  requestCount: 0,
  sessionCount: 0,
  pageViewCount: 0,
  totalSeconds: 0,
  lastActive: null,
  lastSeenAt: null,
};

test("unknown values are dashes, and a person without a name is listed by email or id", () => {
  renderPage(
    <UserTable
      view={view}
      users={[
        { userId: "u_1", name: "Ann", email: "ann@example.com", ...NO_USAGE },
        { userId: "u_2", name: null, email: "bob@example.com", ...NO_USAGE, requestCount: 3 },
        { userId: "u/3", name: null, email: null, ...NO_USAGE },
      ]}
    />,
    "/usage",
  );

  const rows = screen.getAllByRole("row").slice(1);
  expect(rows.map((row) => row.textContent)).toEqual([
    "Annann@example.com00—0——",
    "bob@example.com30—0——",
    "u/300—0——",
  ]);
  expect(screen.getByRole("link", { name: "u/3" }).getAttribute("href")).toBe("/users/u%2F3");
});

test("a column header sorts by the column, or reverses its order, and keeps the range", () => {
  renderPage(<UserTable users={[]} view={{ ...view, range: "7d", page: 4 }} />, "/usage");

  const getHref = (title: string) => screen.getByRole("link", { name: title }).getAttribute("href");
  expect(getHref("Requests")).toBe("/usage?range=7d&sort=requests");
  expect(getHref("Last in period")).toBe("/usage?range=7d&dir=asc");
  expect(screen.getAllByRole("columnheader").map((cell) => cell.getAttribute("aria-sort"))).toEqual([
    null,
    null,
    null,
    null,
    null,
    "descending",
    null,
  ]);
});
