import { eventNames } from "@admin-events/core/analytics";
import { toQueryContext } from "../to-query-context.ts";
import { adminProcedure } from "../trpc.ts";

/** Every event name the catalog knows or the database holds. */
export const names = adminProcedure.query(({ ctx }) => eventNames(toQueryContext(ctx)));
