import { intervals, stackedBarChart as countBySeries } from "@admin-events/core/analytics";
import { z } from "zod";
import { namePatterns, rangeInput } from "../inputs.ts";
import { sourceOf } from "../to-query-context.ts";
import { readerProcedure } from "../trpc.ts";

const stackedBarChartInput = rangeInput.extend({
  names: namePatterns,
  interval: z.enum(intervals).default("day"),
});

/** Counts many names by day, week, month or quarter. */
export const stackedBarChart = readerProcedure
  .input(stackedBarChartInput)
  .query(({ ctx, input }) => countBySeries(sourceOf(ctx), input));
