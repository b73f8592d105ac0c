import { loadEvents } from "@admin-events/core/events";
import { z } from "zod";
import { adminProcedure } from "../trpc.ts";

/** One stored event; null when there is none with this id. */
export const event = adminProcedure.input(z.object({ id: z.guid() })).query(async ({ ctx, input }) => {
  const [found] = await loadEvents(ctx.reader, [input.id.toLowerCase()]);

  return found ?? null;
});
