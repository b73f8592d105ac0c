import { aggregate as countWithPrevious, periods } from "@admin-events/core/analytics";
import { z } from "zod";
import { namePattern, rangeInput } from "../inputs.ts";
import { sourceOf } from "../to-query-context.ts";
import { readerProcedure } from "../trpc.ts";

const aggregateInput = rangeInput.extend({ name: namePattern, period: z.enum(periods).optional() });

/** Counts events in a range and in the previous one of the same length. */
export const aggregate = readerProcedure
  .input(aggregateInput)
  .query(({ ctx, input }) => countWithPrevious(sourceOf(ctx), input));
