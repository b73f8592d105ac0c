import { defineEntity, p } from "@mikro-orm/postgresql";

/** Items that were rejected in one hour for one reason. */
export const RejectedItemSchema = defineEntity({
  name: "RejectedItem",
  tableName: "rejected_items",
  properties: {
    /** Hours since 1970 in UTC. */
    hour: p.integer().primary(),
    /** The API key; 0 for items of the server process itself. */
    keyId: p.integer().primary(),
    /** `track`, `page`, …; `batch` for items refused as a whole; empty if the item has no valid type. */
    type: p.text().primary(),
    /** The event name as it was sent; empty if there is none. */
    name: p.text().primary(),
    /** The invalid field; empty if the whole item is concerned. */
    path: p.text().primary(),
    reason: p.text().primary(),
    total: p.integer(),
    lastAt: p.datetime(3),
    /** The latest of these items, redacted and shortened; null once a person in it was erased. */
    sample: p.text().nullable(),
  },
});

export class RejectedItem extends RejectedItemSchema.class {}
RejectedItemSchema.setClass(RejectedItem);
