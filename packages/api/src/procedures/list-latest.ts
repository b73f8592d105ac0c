import { listLatest as latestEvents } from "@admin-events/core/analytics";
import { z } from "zod";
import { eventFilterInput } from "../inputs.ts";
import { toQueryContext } from "../to-query-context.ts";
import { adminProcedure } from "../access.ts";

const listLatestInput = eventFilterInput.extend({
  limit: z.int().min(1).max(200).default(50),
  cursor: z.string().max(100).nullish(),
});

export const listLatest = adminProcedure.input(listLatestInput.prefault({})).query(({ ctx, input }) => {
  const { filter: metadata, cursor, ...filter } = input;

  return latestEvents(toQueryContext(ctx), {
    ...filter,
    metadata,
    cursor: cursor ?? undefined,
  });
});
