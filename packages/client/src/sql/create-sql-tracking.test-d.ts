import type { events } from "@admin-events/catalog";
import { expectTypeOf, test } from "vitest";
import type { SqlTransaction } from "./index.ts";
import { createSqlTracking } from "./index.ts";

const { track } = createSqlTracking<typeof events>();
declare const tx: SqlTransaction;

test("track accepts only the catalog's names and their metadata", () => {
  const metadata = { orderId: "o_1", total: 3, currency: "EUR", items: 1 };

  const placed = track(tx, "order.placed", { userId: "u_1", metadata });
  expectTypeOf(placed).toEqualTypeOf<Promise<string>>();
  void track(tx, "user.confirmed", { userId: null, timestamp: new Date() });

  // @ts-expect-error: the name is not in the catalog
  void track(tx, "order.eaten", { metadata });

  // @ts-expect-error: the metadata is required
  void track(tx, "order.placed");

  // @ts-expect-error: the total must be a number
  void track(tx, "order.placed", { metadata: { ...metadata, total: "3" } });

  // @ts-expect-error: there is no such option
  void track(tx, "user.confirmed", { userid: "u_1" });
});
