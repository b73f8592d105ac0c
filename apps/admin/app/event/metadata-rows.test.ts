import { expect, test } from "vitest";
import { toMetadataRows } from "./metadata-rows.ts";

test("scalars can be copied and filtered by", () => {
  const [plan, total] = toMetadataRows({ plan: "pro", total: 12.5 });

  expect(plan).toMatchObject({ path: "plan", copy: "pro", filter: { key: "plan", value: "pro" } });
  expect(total).toMatchObject({ path: "total", copy: "12.5", filter: { key: "total", value: 12.5 } });
});

test("the properties of objects follow them and are filtered by dotted keys", () => {
  const rows = toMetadataRows({ address: { city: "Bern", geo: { lat: 46.9 } } });

  expect(rows.map(({ path, depth, size }) => [path, depth, size])).toEqual([
    ["address", 0, 2],
    ["address.city", 1, null],
    ["address.geo", 1, 1],
    ["address.geo.lat", 2, null],
  ]);
  expect(rows[0]).toMatchObject({ copy: '{"city":"Bern","geo":{"lat":46.9}}', filter: null });
  expect(rows[3]?.filter).toEqual({ key: "address.geo.lat", value: 46.9 });
});

test("values in lists are filtered by the key of the list, but not those in a list within a list", () => {
  const rows = toMetadataRows({ items: [{ sku: "KEN-250" }, null], tags: [], matrix: [[1]] });

  expect(rows.flatMap(({ path, filter }) => (filter ? [[path, filter]] : []))).toEqual([
    ["items[0].sku", { key: "items.sku", value: "KEN-250" }],
    ["items[1]", { key: "items", value: null }],
  ]);
});

test("keys and values that the API would reject have no filter", () => {
  const rows = toMetadataRows({ 'a"b': 1, essay: "x".repeat(9_000), ok: "" });

  expect(rows.map(({ filter }) => filter !== null)).toEqual([false, false, true]);
});
