import { identifyItem } from "@admin-events/core/ingestion";
import { getTimeline } from "@admin-events/core/timeline";
import { eraseUser, findUser, unlinkVisitor } from "@admin-events/core/users";
import { z } from "zod";
import { limitUpTo, shortText } from "../inputs.ts";
import { ingestItem } from "../ingest-item.ts";
import { adminProcedure, router, serverProcedure } from "../trpc.ts";

const personId = z.string().min(1).max(210);

export const users = router({
  /** The person with the application's own id; null when there is none. */
  get: adminProcedure
    .input(z.object({ id: personId }))
    .query(({ ctx, input }) => findUser(ctx.reader, input.id)),

  /** Stores what is known about a person, and makes a visitor theirs. */
  identify: serverProcedure
    .input(identifyItem.omit({ type: true, signature: true }))
    .mutation(({ ctx, input }) => ingestItem(ctx, { type: "identify", ...input })),

  /** Gives a visitor's events back to the visitor; false when the visitor was nobody's. */
  unlink: adminProcedure
    .input(z.object({ anonymousId: personId }))
    .mutation(async ({ ctx, input }) => ({ unlinked: await unlinkVisitor(ctx.em, input.anonymousId) })),

  /** Forgets a person; answers what was there, or null when there is no such person. */
  erase: adminProcedure
    .input(z.object({ id: personId, anonymise: z.boolean().default(false) }))
    .mutation(({ ctx, input: { id, anonymise } }) =>
      eraseUser(ctx.em, { userId: id, anonymise, catalog: ctx.catalog }),
    ),

  /** What is known of a person, newest first on one line of time; each moment says its `kind`. */
  timeline: adminProcedure
    .input(z.object({ userId: shortText, limit: limitUpTo(200), cursor: z.string().max(100).nullish() }))
    .query(({ ctx, input: { cursor, ...question } }) =>
      getTimeline(ctx.reader, { ...question, cursor: cursor ?? undefined }),
    ),
});
