import { getStackedBarChart, intervals } from "@admin-events/core/analytics";
import { z } from "zod";
import { namePatterns, rangeInput } from "../inputs.ts";
import { toQueryContext } from "../to-query-context.ts";
import { adminProcedure } from "../access.ts";

const stackedBarChartInput = rangeInput.extend({
  names: namePatterns,
  interval: z.enum(intervals).default("day"),
});

export const stackedBarChart = adminProcedure
  .input(stackedBarChartInput)
  .query(({ ctx, input }) => getStackedBarChart(toQueryContext(ctx), input));
