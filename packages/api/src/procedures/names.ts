import { eventNames } from "@admin-events/core/analytics";
import { toQueryContext } from "../to-query-context.ts";
import { adminProcedure } from "../access.ts";

/** Every event name of the catalog and the database. */
export const names = adminProcedure.query(({ ctx }) => eventNames(toQueryContext(ctx)));
