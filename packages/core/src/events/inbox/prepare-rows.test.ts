import { defineEvents } from "@admin-events/catalog";
import { expect, test } from "vitest";
import { z } from "zod";
import type { EventRules } from "../preparing/prepare-event.ts";
import type { InboxRow } from "./inbox.sql.ts";
import { prepareRows } from "./prepare-rows.ts";

const shop = defineEvents({
  "order.placed": {
    title: "Ordered",
    icon: "📦",
    metadata: z.object({
      total: z.number().max(99, `\0${"a".repeat(3_000)}`),
    }),
  },
});
const rules: EventRules = { catalog: shop, unknownEvents: "store", timeZone: "UTC" };

const toRow = (total: number): InboxRow => ({
  sequence: String(total),
  id: "019a0000-0000-7000-8000-000000000001",
  name: "order.placed",
  options: JSON.stringify({ metadata: { total } }),
  isPrepared: false,
  trackedAt: new Date(),
});

test("the problem that is kept has at most 1,000 characters that PostgreSQL can store, whatever the message of a schema is", () => {
  const { rejected } = prepareRows(rules, [toRow(100)]);

  expect(rejected[0]?.row.problem).toMatch(/^metadata\.total: a{900}/);
  expect(rejected[0]?.row.problem).toHaveLength(1_000);
});
