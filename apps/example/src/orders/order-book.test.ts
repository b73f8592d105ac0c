import { join } from "node:path";
import { expect, test } from "vitest";
import { temporaryFolder } from "../testing/temporary-folder.ts";
import type { Order } from "./order-book.ts";
import { openOrderBook } from "./order-book.ts";

const order: Order = {
  id: "CC-1",
  userId: "ann",
  placedAt: "2026-03-05T12:00:00.000Z",
  lines: [{ sku: "ember-blend", quantity: 2 }],
  items: 2,
  total: 29,
  refundReason: null,
};

test("orders outlast a restart, in their last state", async () => {
  await using folder = await temporaryFolder();
  const file = join(folder.path, "shop", "orders.jsonl");
  const before = await openOrderBook(file);
  await before.save(order);
  await before.save({ ...order, refundReason: "late" });

  const after = await openOrderBook(file);

  expect(after.ofUser("ann")).toEqual([{ ...order, refundReason: "late" }]);
});

test("nobody finds somebody else's order", async () => {
  await using folder = await temporaryFolder();
  const book = await openOrderBook(join(folder.path, "orders.jsonl"));
  await book.save(order);

  expect(book.find("bob", "CC-1")).toBeUndefined();
  expect(book.find("ann", "CC-1")).toEqual(order);
});
