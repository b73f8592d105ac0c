import { z } from "zod";
import { item } from "./item.ts";
import { time } from "./item-fields.ts";

/** The most items of one batch. */
export const MAX_ITEMS_PER_BATCH = 500;

/** A batch whose items are not read yet: each is answered on its own, so a wrong one must not cost the others. */
export const envelope = z.object({
  key: z.string().max(100).optional().meta({
    description: "The API key, for senders that cannot set the header Authorization: Bearer …",
  }),
  sentAt: time.optional().meta({ description: "ISO 8601. The sender's clock when it sends this." }),
  events: z.array(z.unknown()),
});

/** The whole wire format of `POST /ingest`. */
const batch = envelope.extend({ events: z.array(item).max(MAX_ITEMS_PER_BATCH) });

/** The wire format as JSON Schema, draft 2020-12, for whoever sends from another language. */
export function wireSchema(): object {
  return z.toJSONSchema(batch, { io: "input" });
}
