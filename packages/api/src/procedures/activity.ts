import {
  getActivity,
  listActionTypes,
  listActivityModes,
  listActivityModules,
  listResourceTypes,
  resolveResourceUsers,
} from "@admin-events/core/activity";
import { z } from "zod";
import { adminProcedure, selfProcedure } from "../access.ts";
import { activityFilterInput, eventId, limitUpTo, shortText } from "../inputs.ts";
import { router } from "../trpc.ts";
import { logActivity } from "./log-activity.ts";

const listInput = activityFilterInput.extend({
  limit: limitUpTo(1000),
  cursor: z.string().max(100).nullish(),
});
const pageInput = activityFilterInput.extend({
  page: z.int().min(1).max(100_000).default(1),
  perPage: limitUpTo(200),
});

/** The activity log. Admins read every entry; an end user with a token reads their own. */
export const activity = router({
  log: logActivity,

  /** Newest first, paged by cursor. */
  list: selfProcedure.input(listInput.prefault({})).query(({ ctx, input }) => ctx.activityLog.list(input)),

  /** Newest first, by page number, with the total. */
  page: selfProcedure.input(pageInput.prefault({})).query(({ ctx, input }) => ctx.activityLog.page(input)),

  forUser: selfProcedure
    .input(listInput.omit({ actor: true }).extend({ userId: shortText }))
    .query(({ ctx, input: { userId, ...filter } }) => ctx.activityLog.list({ ...filter, actor: userId })),

  count: selfProcedure
    .input(activityFilterInput.prefault({}))
    .query(({ ctx, input }) => ctx.activityLog.count(input)),

  recent: selfProcedure
    .input(z.object({ limit: limitUpTo(200, 20) }).prefault({}))
    .query(async ({ ctx, input }) => (await ctx.activityLog.list(input)).items),

  /** Null if there is no such entry, or it is not the caller's own. */
  get: selfProcedure.input(eventId).query(({ ctx, input }) => ctx.activityLog.get(input.id)),

  /** NOT_FOUND if there is no such entry. */
  getOrThrow: adminProcedure.input(eventId).query(({ ctx, input }) => getActivity(ctx.reader, input.id)),

  /** Distinct values of the log, for filters. */
  actionTypes: adminProcedure.query(({ ctx }) => listActionTypes(ctx.reader, ctx.runtime.rules.catalog)),
  resourceTypes: adminProcedure.query(({ ctx }) => listResourceTypes(ctx.reader)),
  modules: adminProcedure.query(({ ctx }) => listActivityModules(ctx.reader)),
  modes: adminProcedure.query(({ ctx }) => listActivityModes(ctx.reader)),

  /** Users by id, for entries whose resource is a user. Unknown ids are left out. */
  resolveResourceUsers: adminProcedure
    .input(z.object({ ids: z.array(shortText).max(1000) }))
    .query(async ({ ctx, input }) => {
      const resources = input.ids.map((resourceId) => ({ resourceType: "user", resourceId }));

      return Object.fromEntries(await resolveResourceUsers(ctx.reader, resources));
    }),
});
