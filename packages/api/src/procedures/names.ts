import { getEventNames } from "@admin-events/core/analytics";
import { toQueryContext } from "../to-query-context.ts";
import { adminProcedure } from "../access.ts";

export const names = adminProcedure.query(({ ctx }) => getEventNames(toQueryContext(ctx)));
