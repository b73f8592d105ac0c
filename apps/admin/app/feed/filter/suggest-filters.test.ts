import { expect, test } from "vitest";
import type { NamedEvents } from "../../api/outputs.ts";
import { noFilters } from "./filters-in-url.ts";
import { suggestFilters } from "./suggest-filters.ts";

const names = [
  named("user.signed_up", "Signed up"),
  named("user.confirmed", "Confirmed e-mail"),
  named("order.placed", "Placed an order"),
];

const texts = (typed: string) => suggestFilters(typed, names).map(({ text }) => text);
const first = (typed: string) => suggestFilters(typed, names)[0]?.apply(noFilters);

test("nothing typed offers every name", () => {
  expect(texts("")).toEqual(["user.signed_up", "user.confirmed", "order.placed"]);
});

test("part of a name or of a title finds it", () => {
  expect(texts("sign")[0]).toBe("user.signed_up");
  expect(texts("placed an")[0]).toBe("order.placed");
});

test("a subject stands for all of its names", () => {
  expect(texts("user")).toEqual(["user.signed_up", "user.confirmed", "user.*", "user:user"]);
  expect(first("user.*")).toEqual({ ...noFilters, name: "user.*" });
  expect(first("post.*")).toEqual({ ...noFilters, name: "post.*" });
});

test("a well-formed name that was never seen can still be asked for", () => {
  expect(first("post.liked")).toEqual({ ...noFilters, name: "post.liked" });
});

test("user: and property= say what they filter", () => {
  expect(first("user: u_1")).toEqual({ ...noFilters, user: "u_1" });
  expect(first("plan=club")).toEqual({ ...noFilters, where: [{ key: "plan", value: "club" }] });
  expect(first("items: 3")).toEqual({ ...noFilters, where: [{ key: "items", value: 3 }] });
  expect(first('items="3"')).toEqual({ ...noFilters, where: [{ key: "items", value: "3" }] });
  expect(texts("plan=")).toEqual([]);
});

test("anything else may be a person's id", () => {
  expect(texts("ann@example.org")).toEqual(["user:ann@example.org"]);
});

function named(name: string, title: string): NamedEvents {
  return { name, title, icon: "•", planned: true, deprecated: null, count: 1, lastSeenAt: null };
}
