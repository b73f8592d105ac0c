import { expect, test } from "vitest";
import type { NamedEvents } from "../api/outputs.ts";
import { matchingNames } from "./matching-names.ts";

const names = [
  named("user.signed_up", "Signed up"),
  named("order.placed", "Placed an order"),
  named("user.confirmed", "Confirmed e-mail"),
];

test("names are grouped by subject and sorted", () => {
  expect(listed("")).toEqual([
    ["order", ["order.placed"]],
    ["user", ["user.confirmed", "user.signed_up"]],
  ]);
});

test("every word of the search must occur in name or title", () => {
  expect(listed("USER  signed")).toEqual([["user", ["user.signed_up"]]]);
  expect(listed("an order")).toEqual([["order", ["order.placed"]]]);
  expect(listed("nothing")).toEqual([]);
});

function listed(search: string) {
  return [...matchingNames(names, search)].map(([subject, group]) => [
    subject,
    group.map(({ name }) => name),
  ]);
}

function named(name: string, title: string): NamedEvents {
  return { name, title, icon: "•", planned: true, deprecated: null, count: 0, lastSeenAt: null };
}
