import { identifyItem } from "@admin-events/core/ingestion";
import { getTimeline } from "@admin-events/core/timeline";
import { eraseUser } from "@admin-events/core/personal-data";
import { findUser, searchUsers, unlinkVisitor } from "@admin-events/core/users";
import { z } from "zod";
import { limitUpTo, searchText, shortText, storableText } from "../inputs.ts";
import { ingestItem } from "../ingest-item.ts";
import { adminProcedure, serverProcedure } from "../access.ts";
import { router } from "../trpc.ts";

const personId = storableText.min(1).max(210);

export const users = router({
  /** Null if there is no such person. */
  get: adminProcedure
    .input(z.object({ id: personId }))
    .query(({ ctx, input }) => findUser(ctx.reader, input.id)),

  search: adminProcedure
    .input(z.object({ text: searchText, limit: limitUpTo(50, 8) }))
    .query(({ ctx, input }) => searchUsers(ctx.reader, input)),

  /** Stores traits of a person and links a visitor to them. */
  identify: serverProcedure
    .input(identifyItem.omit({ type: true, signature: true }))
    .mutation(({ ctx, input }) => ingestItem(ctx, { type: "identify", ...input })),

  /** Unlinks a visitor from a person; `unlinked` is false if it was not linked. */
  unlink: adminProcedure
    .input(z.object({ anonymousId: personId }))
    .mutation(async ({ ctx, input }) => ({ unlinked: await unlinkVisitor(ctx.em, input.anonymousId) })),

  /**
   * Deletes a person. `anonymise` also removes them from events and other tables, `dropMetadata` also all metadata of events by
   * and about them. Returns the numbers of affected rows and what remains, or null if nothing is about this person.
   */
  erase: adminProcedure
    .input(
      z.object({
        id: personId,
        anonymise: z.boolean().default(false),
        dropMetadata: z.boolean().default(false),
      }),
    )
    .mutation(async ({ ctx, input: { id, anonymise, dropMetadata } }) => {
      const erased = await eraseUser(
        { ...ctx.runtime, fork: () => ctx.em.fork() },
        {
          userId: id,
          mode: dropMetadata ? "drop-metadata" : anonymise ? "anonymise" : "detach",
          catalog: ctx.runtime.rules.catalog,
        },
      );
      if (erased) await ctx.onErased?.();

      return erased;
    }),

  timeline: adminProcedure
    .input(z.object({ userId: shortText, limit: limitUpTo(200), cursor: z.string().max(100).nullish() }))
    .query(({ ctx, input: { cursor, ...input } }) =>
      getTimeline(ctx.reader, { ...input, cursor: cursor ?? undefined }),
    ),
});
