import { expect, test } from "vitest";
import { nameEvent } from "../../testing/name-event.ts";
import { NO_FILTERS } from "./filters-in-url.ts";
import { getPeopleSearch, suggestFilters } from "./suggest-filters.ts";

const names = [
  nameEvent("user.signed_up", "Signed up"),
  nameEvent("user.confirmed", "Confirmed e-mail"),
  nameEvent("order.placed", "Placed an order"),
];

const suggestTexts = (input: string) => suggestFilters(input, names).map(({ text }) => text);
const applyFirst = (input: string) => suggestFilters(input, names)[0]?.apply(NO_FILTERS);

test("an empty field suggests every name", () => {
  expect(suggestTexts("")).toEqual(["user.signed_up", "user.confirmed", "order.placed"]);
});

test("part of a name or title finds the name", () => {
  expect(suggestTexts("sign")[0]).toBe("user.signed_up");
  expect(suggestTexts("placed an")[0]).toBe("order.placed");
});

test("a subject suggests its names and a pattern for all of them", () => {
  expect(suggestTexts("user")).toEqual(["user.signed_up", "user.confirmed", "user.*"]);
  expect(applyFirst("user.*")).toEqual({ ...NO_FILTERS, name: "user.*" });
  expect(applyFirst("post.*")).toEqual({ ...NO_FILTERS, name: "post.*" });
});

test("a well-formed name that was never seen can still be chosen", () => {
  expect(applyFirst("post.liked")).toEqual({ ...NO_FILTERS, name: "post.liked" });
});

test("user: and property= filter by person and property", () => {
  expect(applyFirst("user: u_1")).toEqual({ ...NO_FILTERS, user: "u_1" });
  expect(applyFirst("plan=club")).toEqual({ ...NO_FILTERS, where: [{ key: "plan", value: "club" }] });
  expect(applyFirst("items: 3")).toEqual({ ...NO_FILTERS, where: [{ key: "items", value: 3 }] });
  expect(applyFirst('items="3"')).toEqual({ ...NO_FILTERS, where: [{ key: "items", value: "3" }] });
  expect(suggestTexts("plan=")).toEqual([]);
});

test("a text finds people by their names and addresses, and is never taken for a user ID", () => {
  const ann = { id: "u_1", email: "ann@example.org", name: "Ann Order" };
  const suggest = (input: string) => suggestFilters(input, names, [ann]);

  expect(suggestTexts("ann@example.org")).toEqual([]);
  expect(suggest("ann@example.org")[0]?.apply(NO_FILTERS)).toEqual({ ...NO_FILTERS, user: "u_1" });
  expect(suggest("order").map(({ text }) => text)).toEqual(["order.placed", "order.*", "Ann Order"]);
  expect(suggest("user:ann").map(({ text }) => text)).toEqual(["Ann Order", "user:ann"]);
});

test.each([
  ["ann@example.org", "ann@example.org"],
  ["Maja Garcia", "Maja Garcia"],
  ["user: ann", "ann"],
  ["plan=club", ""],
  ["", ""],
])("%j searches people by %j", (typed, text) => {
  expect(getPeopleSearch(typed)).toBe(text);
});

test.each([
  ["org:resource=112", { key: "org:resource", value: 112 }],
  ["Responsible actor=560", { key: "Responsible actor", value: 560 }],
  ["Amount (EUR) = 12.5", { key: "Amount (EUR)", value: 12.5 }],
  ["items[0]=a", { key: "items[0]", value: "a" }],
  ["größe=日本", { key: "größe", value: "日本" }],
  ["note=a=b", { key: "note", value: "a=b" }],
  ['"a=b"=5', { key: "a=b", value: 5 }],
  ['"user"=ann', { key: "user", value: "ann" }],
  ["orderId=9007199254740993", { key: "orderId", value: "9007199254740993" }],
])("%s filters by a property of any name", (input, condition) => {
  expect(applyFirst(input)).toEqual({ ...NO_FILTERS, where: [condition] });
});

test("other readings of a property and its value are suggested too", () => {
  expect(suggestTexts("a=b=c")).toEqual(["a = b=c", "a=b = c"]);
  expect(suggestTexts("org:resource:112")).toEqual([
    "org = resource:112",
    "org:resource = 112",
    'org:resource = "112"',
  ]);
  expect(suggestTexts("zip=90210")).toEqual(["zip = 90210", 'zip = "90210"']);
});
