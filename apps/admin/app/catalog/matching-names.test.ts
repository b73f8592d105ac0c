import { expect, test } from "vitest";
import type { NamedEvents } from "../api/outputs.ts";
import { matchingNames, subjectOf } from "./matching-names.ts";

const names = [
  named("user.signed_up", "Signed up"),
  named("order.placed", "Placed an order"),
  named("user.confirmed", "Confirmed e-mail"),
];

test("names come subject by subject", () => {
  expect(listed("")).toEqual(["order.placed", "user.confirmed", "user.signed_up"]);
  expect(subjectOf("post.comment.liked")).toBe("post.comment");
});

test("every word of the search must occur in name or title", () => {
  expect(listed("USER  signed")).toEqual(["user.signed_up"]);
  expect(listed("an order")).toEqual(["order.placed"]);
  expect(listed("nothing")).toEqual([]);
});

function listed(search: string): string[] {
  return matchingNames(names, search).map(({ name }) => name);
}

function named(name: string, title: string): NamedEvents {
  return { name, title, icon: "•", planned: true, deprecated: null, count: 0, lastSeenAt: null };
}
