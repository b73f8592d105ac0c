import { getScheduledJobStatus } from "@admin-events/core/background";
import { getRetentionReport } from "@admin-events/core/data-retention";
import { getFeedDelay, getInboxStatus, handlerStatus } from "@admin-events/core/events";
import { getDatabaseVitals } from "@admin-events/core/system";
import { adminProcedure } from "../access.ts";
import { router } from "../trpc.ts";

export const system = router({
  /** How long each kind of data is kept, its oldest row, and when old rows are deleted next. */
  retention: adminProcedure.query(({ ctx: { reader, runtime, retention, timeZone } }) =>
    getRetentionReport(reader, {
      policy: { catalog: runtime.rules.catalog, defaultDays: retention?.eventDays ?? null },
      usageDays: retention?.usageDays ?? null,
      timeZone,
    }),
  ),

  /** How long events wait to appear in the live feed, and for which open transactions. */
  feed: adminProcedure.query(({ ctx }) => getFeedDelay(ctx.reader)),

  /** Status of this process (null outside a server), the database, the inbox of transactions, the handlers and the scheduled jobs. */
  status: adminProcedure.query(async ({ ctx }) => {
    const [database, inbox, handlers, scheduledJobs] = await Promise.all([
      getDatabaseVitals(ctx.reader),
      getInboxStatus(ctx.reader),
      handlerStatus(ctx.reader),
      getScheduledJobStatus(ctx.reader),
    ]);

    return {
      process: ctx.getProcessStats?.() ?? null,
      database,
      inbox,
      scheduledJobs,
      handlers: {
        pending: sum(handlers.map(({ pending }) => pending)),
        failing: sum(handlers.map(({ failing }) => failing)),
        deadLetters: sum(handlers.map(({ deadLetters }) => deadLetters)),
        oldestPendingSeconds: Math.max(0, ...handlers.map((handler) => handler.oldestPendingSeconds ?? 0)),
      },
    };
  }),
});

function sum(counts: readonly number[]): number {
  return counts.reduce((total, count) => total + count, 0);
}
