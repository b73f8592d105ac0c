import { getEventNames } from "@admin-events/core/analytics";
import { z } from "zod";
import { kindInput } from "../inputs.ts";
import { toQueryContext } from "../to-query-context.ts";
import { adminProcedure } from "../access.ts";

export const names = adminProcedure
  .input(z.object({ kind: kindInput.optional() }).prefault({}))
  .query(({ ctx, input }) => getEventNames(toQueryContext(ctx), input));
