import { handlerStatus, retryHandler } from "@admin-events/core/events";
import { z } from "zod";
import { adminProcedure, router } from "../trpc.ts";

export const handlers = router({
  /** How every durable handler keeps up. */
  status: adminProcedure.query(({ ctx }) => handlerStatus(ctx.reader)),

  /** Makes the failed jobs of a handler due now. */
  retry: adminProcedure
    .input(z.object({ name: z.string().min(1).max(200) }))
    .mutation(async ({ ctx, input }) => ({ retried: await retryHandler(ctx.em, input.name) })),
});
