import { createOriginCheck } from "@admin-events/core/access";
import { handlerStatus } from "@admin-events/core/events";
import { databaseVitals } from "@admin-events/core/system";
import type { EntityManager } from "@admin-events/db";
import type { RequestListener, Server } from "node:http";
import { createSignInLimits } from "../auth/sign-in-limits.ts";
import type { ContextParts } from "../trpc/create-context.ts";
import { healthRoutes } from "../http/health.ts";
import { httpApp } from "../http/create-app.ts";
import type { Origins } from "../http/origins.ts";
import { ingestDoor } from "../ingest/ingest-route.ts";
import type { Log } from "../log.ts";
import { createLoadContext } from "../panel/load-context.ts";
import { openPanel } from "../panel/open-panel.ts";
import { isHotReload } from "../panel/dev-panel.ts";
import type { Settings } from "../settings.ts";
import { metricsDoor } from "../monitoring/metrics-route.ts";
import { openSockets } from "../websocket/create-websocket-server.ts";

interface House {
  settings: Settings;
  context: ContextParts;
  server: Server;
  origins: Origins;
  log: Log;
  servesPanel: boolean;
}

/** The ways in: HTTP, the live feed's sockets, and the panel. */
export interface Doors {
  /** Answers everything that comes over HTTP. */
  app: RequestListener;
  /** Is no longer ready, and asks sockets to go to another process. */
  sendAway: () => void;
  /** Closes sockets and the panel. */
  close: () => Promise<void>;
}

/** @throws {PanelMissing} */
export async function openDoors(house: House): Promise<Doors> {
  const { settings, context, server, origins, log } = house;
  const { orm, findKey } = context;
  const { development, trustProxy, adminEmail } = settings;
  let isReady = true;

  const limits = createSignInLimits();
  const getLoadContext = createLoadContext({ context, limits, adminEmail, log });
  const panel = house.servesPanel ? await openPanel({ development, server, getLoadContext }) : null;
  const isForeign = development ? isHotReload : undefined;
  const sockets = openSockets({ server, context, origins, log, trustProxy, isForeign });
  const health = healthRoutes({
    isReady: () => isReady,
    askDatabase: () => orm.em.fork().execute("select 1"),
  });
  const metrics =
    settings.metricsToken && context.watch
      ? metricsDoor({
          token: settings.metricsToken,
          metrics: context.watch.metrics,
          askDatabase: () => databaseAndHandlers(context.readingOrm.em.fork()),
        })
      : null;
  const ingest = ingestDoor({
    ingestItems: context.ingestItems,
    findKey,
    isOriginAllowed: createOriginCheck(orm.em),
    log,
  });

  return {
    app: httpApp({
      context,
      origins,
      limits,
      log,
      trustProxy,
      health,
      metrics,
      ingest,
      panel: panel?.router ?? null,
    }),
    sendAway() {
      isReady = false;
      sockets.sendAway();
    },
    async close() {
      await Promise.all([sockets.close(), panel?.close()]);
    },
  };
}

async function databaseAndHandlers(em: EntityManager) {
  return { database: await databaseVitals(em), handlers: await handlerStatus(em) };
}
