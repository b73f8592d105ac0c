import { features } from "@admin-events/catalog";
import { heartbeatItem, pageItem } from "@admin-events/core/ingestion";
import type { UsageContext } from "@admin-events/core/usage";
import {
  cleanUp,
  endpointOrders,
  endpoints,
  granularities,
  overview,
  trends,
  userOrders,
  users,
} from "@admin-events/core/usage";
import { z } from "zod";
import type { ApiContext } from "../context.ts";
import { ingestItem } from "../ingest-item.ts";
import { adminProcedure, router, senderProcedure } from "../trpc.ts";

const date = z.iso.date({ error: "must be a date in the form YYYY-MM-DD, like 2026-03-03" });
/** Strict: a misspelt field would be answered for the usual range, and nobody would notice. */
const usageInput = z.strictObject({
  /** Part of the range. Default: 30 days before `to`. */
  from: date.optional(),
  /** Not part of the range. Default: tomorrow. */
  to: date.optional(),
  timeZone: z.string().max(60).optional(),
});
const sentAt = z.string().max(40).optional();

/** Who uses the applications, which features, how fast. */
export const usage = router({
  /** The figures of a range beside those of the time before. */
  overview: adminProcedure
    .input(usageInput.prefault({}))
    .query(({ ctx, input }) => overview(toQueryContext(ctx), input)),

  /** What every user did in a range, a page at a time. */
  users: adminProcedure
    .input(
      usageInput
        .extend({
          order: z.enum(userOrders).optional(),
          direction: z.enum(["asc", "desc"]).optional(),
          search: z
            .string()
            .max(200)
            .refine((text) => text.isWellFormed() && !text.includes("\u0000"), {
              error: "holds a character that no text has",
            })
            .optional(),
          page: z.int().min(1).max(100_000).optional(),
          pageSize: z.int().min(1).max(200).optional(),
        })
        .prefault({}),
    )
    .query(({ ctx, input }) => users(toQueryContext(ctx), input)),

  /** Active users, requests and response times by day, week or month. */
  trends: adminProcedure
    .input(
      usageInput
        .extend({
          granularity: z.enum(granularities).optional(),
          weekStart: z.enum(["monday", "sunday"]).optional(),
        })
        .prefault({}),
    )
    .query(({ ctx, input }) => trends(toQueryContext(ctx), input)),

  /** Features, and their endpoints. */
  endpoints: adminProcedure
    .input(
      usageInput
        .extend({
          order: z.enum(endpointOrders).optional(),
          feature: z.string().max(200).optional(),
          limit: z.int().min(1).max(500).optional(),
        })
        .prefault({}),
    )
    .query(({ ctx, input }) => endpoints(toQueryContext(ctx), features, input)),

  /** Deletes requests, page views and sessions that are older than so many days. */
  cleanup: adminProcedure
    .input(z.object({ days: z.int().min(1).max(36_500).default(90) }).prefault({}))
    .mutation(({ ctx, input: { days } }) => cleanUp(ctx.em, days)),

  /** Stores a page view, and opens or extends its session. */
  trackPageView: senderProcedure
    .input(pageItem.omit({ type: true }).extend({ sentAt }))
    .mutation(({ ctx, input: { sentAt, ...page } }) => ingestItem(ctx, { type: "page", ...page }, sentAt)),

  /** Extends a session, and keeps how long its page was looked at. */
  heartbeat: senderProcedure
    .input(heartbeatItem.omit({ type: true }).extend({ sentAt }))
    .mutation(({ ctx, input: { sentAt, ...beat } }) =>
      ingestItem(ctx, { type: "heartbeat", ...beat }, sentAt),
    ),
});

function toQueryContext({ reader, timeZone }: ApiContext): UsageContext {
  return { em: reader, timeZone, now: new Date() };
}
