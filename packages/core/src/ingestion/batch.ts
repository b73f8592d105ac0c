import { z } from "zod";
import { item } from "./item.ts";
import { time } from "./item-fields.ts";

export const MAX_ITEMS_PER_BATCH = 500;

/** A batch whose items are not parsed yet: an invalid item must not affect the others. */
export const envelope = z.object({
  key: z.string().max(100).optional().meta({
    description: "The API key, for senders that cannot set the header Authorization: Bearer …",
  }),
  sentAt: time.optional().meta({ description: "ISO 8601. The sender's clock when it sends the batch." }),
  events: z.array(z.unknown()),
});

const batch = envelope.extend({ events: z.array(item).max(MAX_ITEMS_PER_BATCH) });

/** The wire format of `POST /ingest` as JSON Schema, draft 2020-12. */
export function createWireSchema(): object {
  return z.toJSONSchema(batch, { io: "input" });
}
