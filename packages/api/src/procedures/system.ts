import { handlerStatus } from "@admin-events/core/events";
import { databaseVitals } from "@admin-events/core/system";
import { adminProcedure, router } from "../trpc.ts";

export const system = router({
  /** How this server process, its database and its handlers do now. */
  status: adminProcedure.query(async ({ ctx }) => {
    const [database, handlers] = await Promise.all([databaseVitals(ctx.reader), handlerStatus(ctx.reader)]);

    return {
      process: ctx.vitals?.() ?? null,
      database,
      handlers: {
        pending: sum(handlers.map(({ pending }) => pending)),
        failing: sum(handlers.map(({ failing }) => failing)),
        givenUp: sum(handlers.map(({ givenUp }) => givenUp)),
        oldestPendingSeconds: Math.max(0, ...handlers.map((handler) => handler.oldestPendingSeconds ?? 0)),
      },
    };
  }),
});

function sum(counts: readonly number[]): number {
  return counts.reduce((total, count) => total + count, 0);
}
