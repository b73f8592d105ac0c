import { fireEvent, screen, waitFor, within } from "@testing-library/react";
import { expect, test } from "vitest";
import type { NamedEvents } from "../api/outputs.ts";
import { renderPage } from "../testing/render-page.tsx";
import { peopleQuestionFromUrl } from "./people-question.ts";
import { RetentionControls } from "./retention-controls.tsx";

test("events are offered by subject and title, whole subjects and any event among them", () => {
  open();

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

test("a choice goes into the address and keeps the others", async () => {
  const { address } = open("?range=12m&returning=on-or-after");

  choose("Return event", "order.placed");
  await waitFor(() => expect(address()).toBe("/people?range=12m&return=order.placed&returning=on-or-after"));

  choose("Who counts", "first-ever");
  await waitFor(() => expect(address()).toBe("/people?range=12m&cohorts=first-ever&returning=on-or-after"));
});

test("a name that nobody knows yet can still stand in the address", () => {
  open("?entry=post.liked");

  const field = screen.getByLabelText<HTMLSelectElement>("First event");

  expect(field.value).toBe("post.liked");
  expect(within(field).getByRole("option", { name: "post.liked" })).toBeTruthy();
});

function open(search = "") {
  const question = peopleQuestionFromUrl(new URLSearchParams(search));
  return renderPage(<RetentionControls question={question} names={names} />, `/people${search}`);
}

function choose(label: string, value: string): void {
  fireEvent.change(screen.getByLabelText(label), { target: { value } });
}

const names = [
  named("user.signed_up", "Signed up"),
  named("user.confirmed", "Confirmed e-mail"),
  named("order.placed", "Placed an order"),
];

function named(name: string, title: string): NamedEvents {
  return { name, title, icon: "•", planned: true, deprecated: null, count: 1, lastSeenAt: null };
}
