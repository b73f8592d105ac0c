import { findKeyName } from "@admin-events/core/access";
import { findUndeclaredProperties } from "@admin-events/core/analytics";
import {
  appName,
  declareCatalog,
  declaredEvents,
  formatConflict,
  listApps,
} from "@admin-events/core/declared-catalogs";
import { z } from "zod";
import type { Actor, ApiContext } from "../context.ts";
import { adminProcedure, serverProcedure } from "../access.ts";
import { toQueryContext } from "../to-query-context.ts";
import { router } from "../trpc.ts";

const declareInput = z.object({
  /** The application that declares. Default: the name of the API key. */
  app: appName.optional(),
  events: declaredEvents,
});

export const catalog = router({
  /** Replaces the events that an application has declared. The same events again change nothing. */
  declare: serverProcedure.input(declareInput).mutation(async ({ ctx, input }) => {
    const keyId = getKeyId(ctx.actor);
    const app = input.app ?? (keyId === null ? null : await findKeyName(ctx.em, keyId)) ?? "server";
    const declared = await declareCatalog(ctx.em, { app, keyId, events: input.events });
    await ctx.runtime.catalog.refresh();

    return { app, ...declared, warnings: listConflicts(ctx, app).map(({ message }) => message) };
  }),

  /** How the events that applications have declared are shown: without the server's own catalog, which the panel knows. */
  declared: adminProcedure.query(({ ctx }) => ctx.runtime.catalog.getCurrent().presented),

  /** The applications that have declared events, and what of these does not apply. */
  apps: adminProcedure.query(async ({ ctx }) => {
    const apps = await listApps(ctx.reader);
    return apps.map((app) => ({ ...app, conflicts: listConflicts(ctx, app.app) }));
  }),

  /** Properties of the latest events that their schemas do not declare. */
  undeclaredProperties: adminProcedure.query(({ ctx }) => findUndeclaredProperties(toQueryContext(ctx))),
});

function getKeyId(actor: Actor): number | null {
  return actor.kind === "key" ? actor.id : null;
}

function listConflicts({ runtime }: Pick<ApiContext, "runtime">, app: string): Conflict[] {
  return runtime.catalog
    .getCurrent()
    .conflicts.filter((conflict) => conflict.app === app)
    .map((conflict) => ({ name: conflict.name, message: formatConflict(conflict) }));
}

interface Conflict {
  name: string;
  message: string;
}
