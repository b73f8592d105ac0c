import { countActiveUsers, intervals } from "@admin-events/core/analytics";
import { z } from "zod";
import { namePatterns, rangeInput } from "../inputs.ts";
import { toQueryContext } from "../to-query-context.ts";
import { adminProcedure } from "../access.ts";

const activeUsersInput = rangeInput.extend({
  names: namePatterns.default(["*"]),
  interval: z.enum(intervals).default("day"),
});

/** Counts distinct users over time: by bucket, and daily, weekly and monthly at each bucket's end. */
export const activeUsers = adminProcedure
  .input(activeUsersInput)
  .query(({ ctx, input }) => countActiveUsers(toQueryContext(ctx), input));
