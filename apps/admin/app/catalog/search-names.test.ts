import { expect, test } from "vitest";
import type { EventNameSummary } from "@admin-events/client/query";
import { searchNames, getSubject } from "./search-names.ts";

const names = [
  named("user.signed_up", "Signed up"),
  named("order.placed", "Placed an order"),
  named("user.confirmed", "Confirmed e-mail"),
];

test("names are grouped by subject", () => {
  expect(search("")).toEqual(["order.placed", "user.confirmed", "user.signed_up"]);
  expect(getSubject("post.comment.liked")).toBe("post.comment");
});

test("every word of the search must be in the name or title", () => {
  expect(search("USER  signed")).toEqual(["user.signed_up"]);
  expect(search("an order")).toEqual(["order.placed"]);
  expect(search("nothing")).toEqual([]);
});

function search(text: string): string[] {
  return searchNames(names, text).map(({ name }) => name);
}

function named(name: string, title: string): EventNameSummary {
  return {
    name,
    kind: "event",
    title,
    icon: "•",
    planned: true,
    nearest: null,
    deprecated: null,
    count: 0,
    lastSeenAt: null,
  };
}
