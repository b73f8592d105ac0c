import fc from "fast-check";
import { expect, test } from "vitest";
import { filtersForApi, filtersFromUrl, filtersToUrl, isEmptyFilter, NO_FILTERS } from "./filters-in-url.ts";
import type { FeedFilters } from "./filters-in-url.ts";

const read = (url: string) => filtersFromUrl(new URLSearchParams(url));

test("name, user and properties are read from the URL", () => {
  expect(read("?name=order.placed&user=u_1&where.plan=%22pro%22&where.items=3&where.gift=true")).toEqual({
    name: "order.placed",
    user: "u_1",
    where: [
      { key: "plan", value: "pro" },
      { key: "items", value: 3 },
      { key: "gift", value: true },
    ],
  });
});

test("text that looks like another value is quoted", () => {
  const where = ["pro", "12", "true", "null", '"', "{}", "1e999", ""].map((value) => ({ key: "k", value }));

  const url = filtersToUrl({ ...NO_FILTERS, where });

  expect(new URLSearchParams(url).getAll("where.k")).toEqual([
    "pro",
    '"12"',
    '"true"',
    '"null"',
    '"',
    "{}",
    "1e999",
    "",
  ]);
});

test("filters round-trip through the URL", () => {
  const scalar = fc.oneof(
    fc.string({ unit: "grapheme" }),
    fc.double({ noDefaultInfinity: true, noNaN: true }).map((value) => value + 0),
    fc.boolean(),
    fc.constant(null),
    fc.json(),
  );
  const filters: fc.Arbitrary<FeedFilters> = fc.record({
    name: fc.option(fc.string({ minLength: 1, unit: "grapheme" })),
    user: fc.option(fc.string({ minLength: 1, unit: "grapheme" })),
    where: fc.array(fc.record({ key: fc.string({ minLength: 1, unit: "grapheme" }), value: scalar })),
  });

  fc.assert(
    fc.property(filters, (each) => {
      expect(read(filtersToUrl(each))).toEqual(each);
    }),
  );
});

test("empty filters have no query string, and other parameters are no filters", () => {
  expect(filtersToUrl(NO_FILTERS)).toBe("");
  expect(isEmptyFilter(read("?name=&user=&where.=1&page=2"))).toBe(true);
});

test("several values of one property reach the API as a list", () => {
  expect(filtersForApi(read("?name=post.*&where.plan=free&where.plan=club&where.__proto__=1"))).toEqual({
    name: "post.*",
    filter: Object.fromEntries([
      ["plan", ["free", "club"]],
      ["__proto__", [1]],
    ]),
  });
});
