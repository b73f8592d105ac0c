import { findUser } from "@admin-events/core/users";
import { z } from "zod";
import { readerProcedure, router } from "../trpc.ts";

export const users = router({
  /** The person with the application's own id; null when there is none. */
  get: readerProcedure
    .input(z.object({ id: z.string().min(1).max(200) }))
    .query(({ ctx, input }) => findUser(ctx.reader, input.id)),
});
