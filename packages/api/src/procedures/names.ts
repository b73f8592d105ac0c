import { eventNames } from "@admin-events/core/analytics";
import { sourceOf } from "../to-query-context.ts";
import { readerProcedure } from "../trpc.ts";

/** Every event name the catalog knows or the database holds. */
export const names = readerProcedure.query(({ ctx }) => eventNames(sourceOf(ctx)));
