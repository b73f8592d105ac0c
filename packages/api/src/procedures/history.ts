import { getHistory } from "@admin-events/core/analytics";
import { adminProcedure } from "../access.ts";

/** Where the stored history begins. A comparison with a time before it says nothing. */
export const history = adminProcedure.query(({ ctx }) => getHistory(ctx.reader));
