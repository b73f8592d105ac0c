import {
  actionTypes,
  activityModes,
  activityModules,
  ActivityNotFoundError,
  countActivities,
  findActivity,
  getActivity,
  listActivities,
  listActivityPage,
  listRecentActivities,
  resolveResourceUsers,
  resourceTypes,
} from "@admin-events/core/activity";
import { TRPCError } from "@trpc/server";
import { z } from "zod";
import { activityFilterInput, eventId, limitUpTo, shortText } from "../inputs.ts";
import { restrictToOwnEntries } from "../activity-log.ts";
import { toQueryContext } from "../to-query-context.ts";
import { selfProcedure, adminProcedure, router } from "../trpc.ts";
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
  list: selfProcedure
    .input(listInput.prefault({}))
    .query(({ ctx, input: { cursor, ...question } }) =>
      listActivities(toQueryContext(ctx), {
        ...restrictToOwnEntries(ctx, question),
        cursor: cursor ?? undefined,
      }),
    ),

  /** The same by numbered pages, with the total. */
  page: selfProcedure
    .input(pageInput.prefault({}))
    .query(({ ctx, input }) => listActivityPage(toQueryContext(ctx), restrictToOwnEntries(ctx, input))),

  /** What one person did. */
  forUser: selfProcedure
    .input(listInput.omit({ actor: true }).extend({ userId: shortText }))
    .query(({ ctx, input: { userId, cursor, ...question } }) =>
      listActivities(toQueryContext(ctx), {
        ...restrictToOwnEntries(ctx, { ...question, actor: userId }),
        cursor: cursor ?? undefined,
      }),
    ),

  count: selfProcedure
    .input(activityFilterInput.prefault({}))
    .query(({ ctx, input }) => countActivities(toQueryContext(ctx), restrictToOwnEntries(ctx, input))),

  /** The newest entries. */
  recent: selfProcedure
    .input(z.object({ limit: limitUpTo(200, 20) }).prefault({}))
    .query(async ({ ctx, input }) => {
      const own = restrictToOwnEntries<{ actor?: string }>(ctx, {});
      if (own.actor === undefined) return listRecentActivities(toQueryContext(ctx), input.limit);

      return (await listActivities(toQueryContext(ctx), { ...own, ...input })).items;
    }),

  /** One entry; null when there is none with this id, or it is not the asker's own. */
  get: selfProcedure.input(eventId).query(async ({ ctx, input }) => {
    const found = await findActivity(ctx.reader, input.id);
    const { actor } = restrictToOwnEntries<{ actor?: string }>(ctx, {});

    return found && (actor === undefined || found.user?.id === actor) ? found : null;
  }),

  /** One entry; NOT_FOUND when there is none with this id. */
  getOrThrow: adminProcedure.input(eventId).query(async ({ ctx, input }) => {
    try {
      return await getActivity(ctx.reader, input.id);
    } catch (error) {
      if (!(error instanceof ActivityNotFoundError)) throw error;
      throw new TRPCError({ code: "NOT_FOUND", message: error.message, cause: error });
    }
  }),

  /** Every action that was logged. */
  actionTypes: adminProcedure.query(({ ctx }) => actionTypes(ctx.reader, ctx.catalog)),
  /** Every type of resource that something was done to. */
  resourceTypes: adminProcedure.query(({ ctx }) => resourceTypes(ctx.reader)),
  /** Every part of the application that logged. */
  modules: adminProcedure.query(({ ctx }) => activityModules(ctx.reader)),
  /** Every mode that was logged. */
  modes: adminProcedure.query(({ ctx }) => activityModes(ctx.reader)),

  /** The people with these ids, for entries whose resource is a user. Unknown ones are left out. */
  resolveResourceUsers: adminProcedure
    .input(z.object({ ids: z.array(shortText).max(1000) }))
    .query(async ({ ctx, input }) => {
      const resources = input.ids.map((resourceId) => ({ resourceType: "user", resourceId }));

      return Object.fromEntries(await resolveResourceUsers(ctx.reader, resources));
    }),
});
