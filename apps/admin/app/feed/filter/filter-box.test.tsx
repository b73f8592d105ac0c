import { fireEvent, screen, waitFor } from "@testing-library/react";
import { expect, test } from "vitest";
import type { NamedEvents } from "../../api/outputs.ts";
import { renderPage } from "../../testing/render-page.tsx";
import { FilterBox } from "./filter-box.tsx";
import { noFilters } from "./filters-in-url.ts";
import type { FeedFilters } from "./filters-in-url.ts";

const names = [named("order.placed", "Placed an order"), named("user.signed_up", "Signed up")];

test("typing suggests, arrows move, Enter filters", async () => {
  const { field, address } = openBox();

  type(field, "user");
  expect(options()).toEqual(["user.signed_up", "user.*", "user:user"]);
  fireEvent.keyDown(field, { key: "ArrowDown" });
  expect(screen.getByRole("option", { selected: true }).textContent).toContain("user.*");
  fireEvent.keyDown(field, { key: "Enter" });

  await waitFor(() => expect(address()).toBe("/events?name=user.*"));
  expect(field.value).toBe("");
});

test("a press on a suggestion filters too, and keeps the filters in force", async () => {
  const { field, address } = openBox({ ...noFilters, user: "u_1" });

  type(field, "plan=club");
  fireEvent.click(screen.getByRole("option"));

  await waitFor(() => expect(address()).toBe("/events?user=u_1&where.plan=club"));
});

test("Escape closes the list; the next arrow key opens it again", () => {
  const { field } = openBox();

  type(field, "order");
  fireEvent.keyDown(field, { key: "Escape" });
  expect(field.getAttribute("aria-expanded")).toBe("false");
  expect(screen.queryByRole("listbox")).toBeNull();
  fireEvent.keyDown(field, { key: "ArrowDown" });

  expect(field.getAttribute("aria-expanded")).toBe("true");
});

test("the slash key leads to the field", () => {
  const { field } = openBox();

  fireEvent.keyDown(document.body, { key: "/" });

  expect(document.activeElement).toBe(field);
});

function openBox(filters: FeedFilters = noFilters) {
  const { address } = renderPage(<FilterBox filters={filters} names={names} />);
  return { field: screen.getByRole<HTMLInputElement>("combobox"), address };
}

function type(field: HTMLInputElement, text: string): void {
  fireEvent.focus(field);
  fireEvent.change(field, { target: { value: text } });
}

function options(): (string | null | undefined)[] {
  return screen.getAllByRole("option").map((option) => option.children[1]?.textContent);
}

function named(name: string, title: string): NamedEvents {
  return { name, title, icon: "•", planned: true, deprecated: null, count: 1, lastSeenAt: null };
}
