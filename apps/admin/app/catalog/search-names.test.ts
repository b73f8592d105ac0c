import { expect, test } from "vitest";
import { nameEvent } from "../testing/name-event.ts";
import { searchNames, getSubject } from "./search-names.ts";

const names = [
  nameEvent("user.signed_up", "Signed up"),
  nameEvent("order.placed", "Placed an order"),
  nameEvent("user.confirmed", "Confirmed e-mail"),
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
