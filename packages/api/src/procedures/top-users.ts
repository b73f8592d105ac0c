import { listTopUsers } from "@admin-events/core/analytics";
import { z } from "zod";
import { namePatterns, rangeInput } from "../inputs.ts";
import { toQueryContext } from "../to-query-context.ts";
import { adminProcedure } from "../access.ts";

const topUsersInput = rangeInput.extend({
  names: namePatterns.default(["*"]),
  sort: z.enum(["count", "lastAt"]).default("count"),
  limit: z.int().min(1).max(200).default(50),
  offset: z.int().min(0).max(1_000_000).default(0),
});

/** Ranks users by their number of events in a range, or by their latest event. */
export const topUsers = adminProcedure
  .input(topUsersInput)
  .query(({ ctx, input }) => listTopUsers(toQueryContext(ctx), input));
