import { handlerStatus, retryHandler } from "@admin-events/core/events";
import { z } from "zod";
import { adminProcedure } from "../access.ts";
import { shortText } from "../inputs.ts";
import { router } from "../trpc.ts";

export const handlers = router({
  status: adminProcedure.query(({ ctx }) => handlerStatus(ctx.reader)),

  retry: adminProcedure
    .input(z.object({ name: shortText }))
    .mutation(async ({ ctx, input }) => ({ retried: await retryHandler(ctx.em, input.name) })),
});
