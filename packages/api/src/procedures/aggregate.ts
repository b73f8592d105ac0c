import { aggregateEvents, periods } from "@admin-events/core/analytics";
import { z } from "zod";
import { namePattern, rangeInput } from "../inputs.ts";
import { toQueryContext } from "../to-query-context.ts";
import { adminProcedure } from "../access.ts";

const aggregateInput = rangeInput.extend({ name: namePattern, period: z.enum(periods).optional() });

/** Counts events in a range and in the previous range of the same length. */
export const aggregate = adminProcedure
  .input(aggregateInput)
  .query(({ ctx, input }) => aggregateEvents(toQueryContext(ctx), input));
