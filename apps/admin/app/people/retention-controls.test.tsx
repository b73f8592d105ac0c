import { fireEvent, screen, waitFor, within } from "@testing-library/react";
import { expect, test } from "vitest";
import { nameEvent } from "../testing/name-event.ts";
import { renderPage } from "../testing/render-page.tsx";
import { parsePeopleQuery } from "./people-query.ts";
import { RetentionControls } from "./retention-controls.tsx";

test("options are grouped by subject, with options for whole subjects and any event", () => {
  renderControls("?entry=user.signed_up");

  const groups = [...screen.getByLabelText("First event").children].map((child) => [
    child.getAttribute("label"),
    [...child.querySelectorAll("option")].map((option) => [option.value, option.textContent]),
  ]);

  expect(groups).toEqual([
    [null, []],
    ["order", [["order.placed", "Placed an order"]]],
    [
      "user",
      [
        ["user.signed_up", "Signed up"],
        ["user.confirmed", "Confirmed e-mail"],
        ["user.*", "Any user event"],
      ],
    ],
  ]);
});

test("a choice changes the URL and keeps the other options", async () => {
  const { getUrl } = renderControls("?range=12m&returning=on-or-after");

  choose("Return event", "order.placed");
  await waitFor(() => expect(getUrl()).toBe("/people?range=12m&return=order.placed&returning=on-or-after"));

  choose("Cohort", "first-ever");
  await waitFor(() => expect(getUrl()).toBe("/people?range=12m&cohorts=first-ever&returning=on-or-after"));
});

test("a name without events is still an option when it is in the URL", () => {
  renderControls("?entry=post.liked");

  const field = screen.getByLabelText<HTMLSelectElement>("First event");

  expect(field.value).toBe("post.liked");
  expect(within(field).getByRole("option", { name: "post.liked" })).toBeTruthy();
});

function renderControls(search = "") {
  const query = parsePeopleQuery(new URLSearchParams(search));
  return renderPage(<RetentionControls query={query} names={names} />, `/people${search}`);
}

function choose(label: string, value: string): void {
  fireEvent.change(screen.getByLabelText(label), { target: { value } });
}

const names = [
  nameEvent("user.signed_up", "Signed up"),
  nameEvent("user.confirmed", "Confirmed e-mail"),
  nameEvent("order.placed", "Placed an order"),
];
