import { act, fireEvent, screen, waitFor } from "@testing-library/react";
import { useState } from "react";
import { expect, test } from "vitest";
import { nameEvent } from "../../testing/name-event.ts";
import { renderPage } from "../../testing/render-page.tsx";
import { FilterBox } from "./filter-box.tsx";
import { NO_FILTERS } from "./filters-in-url.ts";
import type { FeedFilters } from "./filters-in-url.ts";

const names = [nameEvent("order.placed", "Placed an order"), nameEvent("user.signed_up", "Signed up")];

test("typing suggests filters, arrow keys move and Enter applies one", async () => {
  const { field, getUrl } = renderFilterBox();

  type(field, "user");
  expect(getOptions()).toEqual(["user.signed_up", "user.*"]);
  fireEvent.keyDown(field, { key: "ArrowDown" });
  expect(screen.getByRole("option", { selected: true }).textContent).toContain("user.*");
  fireEvent.keyDown(field, { key: "Enter" });

  await waitFor(() => expect(getUrl()).toBe("/events?name=user.*"));
  expect(field.value).toBe("");
});

test("clicking a suggestion applies it and keeps the other filters", async () => {
  const { field, getUrl } = renderFilterBox({ ...NO_FILTERS, user: "u_1" });

  type(field, "plan=club");
  fireEvent.click(screen.getByRole("option"));

  await waitFor(() => expect(getUrl()).toBe("/events?user=u_1&where.plan=club"));
});

test("Escape closes the list and the next arrow key opens it again", () => {
  const { field } = renderFilterBox();

  type(field, "order");
  fireEvent.keyDown(field, { key: "Escape" });
  expect(field.getAttribute("aria-expanded")).toBe("false");
  expect(screen.queryAllByRole("option")).toEqual([]);
  fireEvent.keyDown(field, { key: "ArrowDown" });

  expect(field.getAttribute("aria-expanded")).toBe("true");
});

test("Escape keeps the text, and a second Escape leaves the field", () => {
  const { field } = renderFilterBox();

  act(() => field.focus());
  type(field, "order");
  fireEvent.keyDown(field, { key: "Escape" });
  expect(field.value).toBe("order");
  fireEvent.keyDown(field, { key: "Escape" });

  expect(document.activeElement).not.toBe(field);
});

test("the slash key focuses the field", () => {
  const { field } = renderFilterBox();

  act(() => void fireEvent.keyDown(document.body, { key: "/" }));

  expect(document.activeElement).toBe(field);
});

function renderFilterBox(filters: FeedFilters = NO_FILTERS) {
  const { getUrl } = renderPage(<FilterBox filters={filters} names={names} />);
  return { field: screen.getByRole<HTMLInputElement>("combobox"), getUrl };
}

function type(field: HTMLInputElement, text: string): void {
  fireEvent.focus(field);
  fireEvent.change(field, { target: { value: text } });
}

function getOptions(): (string | null | undefined)[] {
  return screen.getAllByRole("option").map((option) => option.children[1]?.textContent);
}

test("Enter chooses the person who was found after the typing had paused", async () => {
  const maja = { id: "u_7", email: "maja@example.org", name: "Maja Garcia" };
  const Page = () => {
    const [people, setPeople] = useState<readonly (typeof maja)[]>([]);
    const find = (text: string) => void setTimeout(() => setPeople(text === "" ? [] : [maja]), 20);
    return <FilterBox filters={NO_FILTERS} names={names} people={people} onSearchPeople={find} />;
  };
  const { getUrl } = renderPage(<Page />);
  const field = screen.getByRole<HTMLInputElement>("combobox");
  act(() => field.focus());
  fireEvent.change(field, { target: { value: "maja@example.org" } });
  await screen.findByRole("option", { name: /Maja Garcia/ });

  fireEvent.keyDown(field, { key: "Enter" });

  await waitFor(() => expect(getUrl()).toBe("/events?user=u_7"));
});
