import { listRejectedEvents, retryRejectedEvents } from "@admin-events/core/events";
import { countRejections, listRejections } from "@admin-events/core/rejections";
import { z } from "zod";
import { adminProcedure } from "../access.ts";
import { shortText } from "../inputs.ts";
import { router } from "../trpc.ts";

export const rejections = router({
  /** Invalid items of the last days, which were not stored, by key, name and reason. */
  list: adminProcedure
    .input(z.object({ days: z.int().min(1).max(30).default(1) }).default({ days: 1 }))
    .query(({ ctx, input }) => listRejections(ctx.reader, { ...input, timeZone: ctx.timeZone })),

  /** Invalid items of the last 24 hours. */
  count: adminProcedure.query(({ ctx }) => countRejections(ctx.reader)),

  /** Events of committed transactions that the catalog rejected. They are kept for 30 days, and can be stored again. */
  inTransactions: adminProcedure.query(({ ctx }) => listRejectedEvents(ctx.reader)),

  /** Tries rejected events again, for a catalog that was changed. */
  retry: adminProcedure
    .input(z.object({ name: shortText, problem: z.string().max(2_000) }))
    .mutation(async ({ ctx, input }) => ({ retried: await retryRejectedEvents(ctx.em, input) })),
});
