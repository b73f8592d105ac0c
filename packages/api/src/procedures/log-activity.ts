import { createActivity } from "@admin-events/core/activity";
import { z } from "zod";
import { properties } from "@admin-events/core/ingestion";
import { longNumber } from "../inputs.ts";
import { serverProcedure } from "../access.ts";
import { toIngestedItem } from "../ingest-item.ts";

const text = z.string().max(1000);
const logInput = z.object({
  action: z.string().max(300),
  actor: text.nullish(),
  actorRole: text.nullish(),
  resource: z.object({ type: text, id: z.union([text, z.number(), longNumber]).nullish() }).optional(),
  target: text.nullish(),
  metadata: properties.optional(),
  mode: text.nullish(),
  module: text.nullish(),
  id: z.string().max(36).optional(),
  timestamp: z.string().max(40).optional(),
});

/** Stores an activity. Only for servers: a log that any browser could write to would prove nothing. */
export const logActivity = serverProcedure.input(logInput).mutation(async ({ ctx, input }) => {
  // The error is thrown here, so it need not be logged as well.
  const silentLogger = { info: ignore, warn: ignore, error: ignore };
  const result = await createActivity({ runtime: ctx.runtime, logger: silentLogger }).log({
    ...input,
    actor: input.actor ?? undefined,
  });

  return toIngestedItem(result);
});

function ignore(): void {}
