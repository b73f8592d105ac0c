import { countRetention, intervals, retentionEntries, retentionReturns } from "@admin-events/core/analytics";
import { z } from "zod";
import { namePattern, rangeInput } from "../inputs.ts";
import { toQueryContext } from "../to-query-context.ts";
import { adminProcedure } from "../access.ts";

const retentionInput = rangeInput.extend({
  entryName: namePattern,
  returnName: namePattern.default("*"),
  entry: z.enum(retentionEntries).default("first-in-range"),
  returning: z.enum(retentionReturns).default("on"),
  interval: z.enum(intervals).default("week"),
});

/** Counts returning users per cohort and calendar period. */
export const retention = adminProcedure
  .input(retentionInput)
  .query(({ ctx, input }) => countRetention(toQueryContext(ctx), input));
