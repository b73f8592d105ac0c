import { getBarChart, intervals } from "@admin-events/core/analytics";
import { z } from "zod";
import { namePattern, rangeInput } from "../inputs.ts";
import { toQueryContext } from "../to-query-context.ts";
import { adminProcedure } from "../access.ts";

const barChartInput = rangeInput.extend({ name: namePattern, interval: z.enum(intervals).default("day") });

export const barChart = adminProcedure
  .input(barChartInput)
  .query(({ ctx, input }) => getBarChart(toQueryContext(ctx), input));
