import { features } from "@admin-events/catalog";
import { heartbeatItem, pageItem } from "@admin-events/core/ingestion";
import type { UsageContext } from "@admin-events/core/usage";
import {
  endpointOrders,
  getUsageEndpoints,
  getUsageOverview,
  getUsageTrends,
  getUsageUsers,
  granularities,
  countOldUsage,
  pruneUsage,
  userOrders,
} from "@admin-events/core/usage";
import { TRPCError } from "@trpc/server";
import { v7 as uuidv7 } from "uuid";
import { z } from "zod";
import type { ApiContext } from "../context.ts";
import { ingestItem } from "../ingest-item.ts";
import { searchText } from "../inputs.ts";
import { adminProcedure, visitorProcedure } from "../access.ts";
import { router } from "../trpc.ts";

const date = z.iso.date({ error: "must be a date in the form YYYY-MM-DD, like 2026-03-03" });
/** Strict, because a misspelled field would silently select the default range. */
const usageInput = z.strictObject({
  /** Inclusive. Default: 30 days before `to`. */
  from: date.optional(),
  /** Exclusive. Default: tomorrow. */
  to: date.optional(),
  timeZone: z.string().max(60).optional(),
});
const sentAt = z.string().max(40).optional();

export const usage = router({
  overview: adminProcedure
    .input(usageInput.prefault({}))
    .query(({ ctx, input }) => getUsageOverview(toUsageContext(ctx), input)),

  users: adminProcedure
    .input(
      usageInput
        .extend({
          order: z.enum(userOrders).optional(),
          direction: z.enum(["asc", "desc"]).optional(),
          search: searchText.optional(),
          page: z.int().min(1).max(100_000).optional(),
          pageSize: z.int().min(1).max(200).optional(),
        })
        .prefault({}),
    )
    .query(({ ctx, input }) => getUsageUsers(toUsageContext(ctx), input)),

  trends: adminProcedure
    .input(
      usageInput
        .extend({
          granularity: z.enum(granularities).optional(),
          weekStart: z.enum(["monday", "sunday"]).optional(),
        })
        .prefault({}),
    )
    .query(({ ctx, input }) => getUsageTrends(toUsageContext(ctx), input)),

  endpoints: adminProcedure
    .input(
      usageInput
        .extend({
          order: z.enum(endpointOrders).optional(),
          feature: searchText.optional(),
          limit: z.int().min(1).max(500).optional(),
        })
        .prefault({}),
    )
    .query(({ ctx, input }) => getUsageEndpoints(toUsageContext(ctx), features, input)),

  /** Deletes requests, page views and sessions older than `days`, or only counts them. */
  cleanup: adminProcedure
    .input(
      z
        .object({ days: z.int().min(1).max(36_500).default(90), dryRun: z.boolean().default(false) })
        .prefault({}),
    )
    .mutation(({ ctx, input: { days, dryRun } }) =>
      dryRun ? countOldUsage(ctx.reader, days) : pruneUsage(ctx.em, days),
    ),

  /** Stores a page view and starts or extends its session. Without an `id`, a page view that is sent again counts again. */
  trackPageView: visitorProcedure
    .input(pageItem.omit({ type: true }).partial({ id: true }).extend({ sentAt }))
    .mutation(({ ctx, input: { sentAt, id = uuidv7(), ...page } }) =>
      ingestItem(ctx, { type: "page", id, ...page, ...getPerson(ctx.actor, page) }, sentAt),
    ),

  /** Extends a session and stores the time on the page. */
  heartbeat: visitorProcedure
    .input(heartbeatItem.omit({ type: true }).partial({ id: true }).extend({ sentAt }))
    .mutation(({ ctx, input: { sentAt, id = uuidv7(), ...beat } }) =>
      ingestItem(ctx, { type: "heartbeat", id, ...beat, ...getPerson(ctx.actor, beat) }, sentAt),
    ),
});

/** End users visit as themselves. @throws {TRPCError} FORBIDDEN if one names another person. */
function getPerson(
  actor: Pick<ApiContext, "actor">["actor"],
  { userId }: { userId?: string | null },
): { userId?: string } {
  if (actor.kind !== "user") return {};
  if (userId && userId !== actor.id) {
    throw new TRPCError({
      code: "FORBIDDEN",
      message: "userId: must be the user of the token; leave it out.",
    });
  }
  return { userId: actor.id };
}

function toUsageContext({ reader, timeZone, engine }: ApiContext): UsageContext {
  return { em: reader, timeZone, engine, now: new Date() };
}
