import { trackItem } from "@admin-events/core/ingestion";
import { z } from "zod";
import { ingestItem } from "../ingest-item.ts";
import { senderProcedure } from "../access.ts";

const trackInput = trackItem.omit({ type: true }).extend({ sentAt: z.string().max(40).optional() });

export const track = senderProcedure.input(trackInput).mutation(({ ctx, input: { sentAt, ...event } }) => {
  return ingestItem(ctx, { type: "track", ...event }, sentAt);
});
