import { loadEvents } from "@admin-events/core/events";
import { adminProcedure } from "../access.ts";
import { eventId } from "../inputs.ts";

export const event = adminProcedure.input(eventId).query(async ({ ctx, input }) => {
  const [found] = await loadEvents(ctx.reader, [input.id.toLowerCase()]);

  return found ?? null;
});
