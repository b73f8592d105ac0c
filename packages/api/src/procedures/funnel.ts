import { countFunnel, DEFAULT_WINDOW_SECONDS, funnelOrders } from "@admin-events/core/analytics";
import { z } from "zod";
import { namePatterns, rangeInput } from "../inputs.ts";
import { toQueryContext } from "../to-query-context.ts";
import { adminProcedure } from "../access.ts";

const MAX_WINDOW_SECONDS = 366 * 24 * 3600;
const funnelInput = rangeInput.extend({
  names: namePatterns,
  order: z.enum(funnelOrders).default("any"),
  windowSeconds: z.int().min(1).max(MAX_WINDOW_SECONDS).default(DEFAULT_WINDOW_SECONDS),
});

export const funnel = adminProcedure
  .input(funnelInput)
  .query(({ ctx, input }) => countFunnel(toQueryContext(ctx), input));
