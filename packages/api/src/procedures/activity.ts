import {
  actionTypes,
  activityModes,
  activityModules,
  ActivityNotFound,
  countActivities,
  findActivity,
  getActivity,
  listActivities,
  pageOfActivities,
  recentActivities,
  resolveResourceUsers,
  resourceTypes,
} from "@admin-events/core/activity";
import { TRPCError } from "@trpc/server";
import { z } from "zod";
import { activityFilterInput, eventId, limitUpTo, shortText } from "../inputs.ts";
import { ownEntriesOf } from "../own-entries.ts";
import { sourceOf } from "../to-query-context.ts";
import { ownReaderProcedure, readerProcedure, router } from "../trpc.ts";
import { logActivity } from "./log-activity.ts";

const listInput = activityFilterInput.extend({
  limit: limitUpTo(1000),
  cursor: z.string().max(100).nullish(),
});
const pageInput = activityFilterInput.extend({
  page: z.int().min(1).max(100_000).default(1),
  perPage: limitUpTo(200),
});

/** The activity log. Admins see all of it, an end user with a token what they did themselves. */
export const activity = router({
  log: logActivity,

  /** Entries that pass the filter, newest first, a page at a time by a cursor. */
  list: ownReaderProcedure
    .input(listInput.prefault({}))
    .query(({ ctx, input: { cursor, ...question } }) =>
      listActivities(sourceOf(ctx), { ...ownEntriesOf(ctx, question), cursor: cursor ?? undefined }),
    ),

  /** The same by numbered pages, with the total. */
  page: ownReaderProcedure
    .input(pageInput.prefault({}))
    .query(({ ctx, input }) => pageOfActivities(sourceOf(ctx), ownEntriesOf(ctx, input))),

  /** What one person did. */
  forUser: ownReaderProcedure
    .input(listInput.omit({ actor: true }).extend({ userId: shortText }))
    .query(({ ctx, input: { userId, cursor, ...question } }) =>
      listActivities(sourceOf(ctx), {
        ...ownEntriesOf(ctx, { ...question, actor: userId }),
        cursor: cursor ?? undefined,
      }),
    ),

  count: ownReaderProcedure
    .input(activityFilterInput.prefault({}))
    .query(({ ctx, input }) => countActivities(sourceOf(ctx), ownEntriesOf(ctx, input))),

  /** The newest entries. */
  recent: ownReaderProcedure
    .input(z.object({ limit: limitUpTo(200, 20) }).prefault({}))
    .query(async ({ ctx, input }) => {
      const own = ownEntriesOf<{ actor?: string }>(ctx, {});
      if (own.actor === undefined) return recentActivities(sourceOf(ctx), input.limit);

      return (await listActivities(sourceOf(ctx), { ...own, ...input })).items;
    }),

  /** One entry; null when there is none with this id, or it is not the asker's own. */
  get: ownReaderProcedure.input(eventId).query(async ({ ctx, input }) => {
    const found = await findActivity(ctx.reader, input.id);
    const { actor } = ownEntriesOf<{ actor?: string }>(ctx, {});

    return found && (actor === undefined || found.user?.id === actor) ? found : null;
  }),

  /** One entry; NOT_FOUND when there is none with this id. */
  getOrThrow: readerProcedure.input(eventId).query(async ({ ctx, input }) => {
    try {
      return await getActivity(ctx.reader, input.id);
    } catch (error) {
      if (!(error instanceof ActivityNotFound)) throw error;
      throw new TRPCError({ code: "NOT_FOUND", message: error.message, cause: error });
    }
  }),

  /** Every action that was logged. */
  actionTypes: readerProcedure.query(({ ctx }) => actionTypes(ctx.reader, ctx.catalog)),
  /** Every type of resource that something was done to. */
  resourceTypes: readerProcedure.query(({ ctx }) => resourceTypes(ctx.reader)),
  /** Every part of the application that logged. */
  modules: readerProcedure.query(({ ctx }) => activityModules(ctx.reader)),
  /** Every mode that was logged. */
  modes: readerProcedure.query(({ ctx }) => activityModes(ctx.reader)),

  /** The people with these ids, for entries whose resource is a user. Unknown ones are left out. */
  resolveResourceUsers: readerProcedure
    .input(z.object({ ids: z.array(shortText).max(1000) }))
    .query(async ({ ctx, input }) => {
      const resources = input.ids.map((resourceId) => ({ resourceType: "user", resourceId }));

      return Object.fromEntries(await resolveResourceUsers(ctx.reader, resources));
    }),
});
