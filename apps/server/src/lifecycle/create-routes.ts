import { createOriginCheck } from "@admin-events/core/access";
import { getInboxStatus, handlerStatus } from "@admin-events/core/events";
import { findStorageProblem, getDatabaseVitals } from "@admin-events/core/system";
import type { RequestHandler } from "express";
import type { RequestListener, Server } from "node:http";
import { createSignInLimits } from "../auth/sign-in-limits.ts";
import { createApp } from "../http/create-app.ts";
import { createBodyReader } from "../http/create-body-reader.ts";
import { createHealthRoutes } from "../http/health.ts";
import type { Origins } from "../http/origins.ts";
import { createTrustedProxies } from "../http/trusted-proxies.ts";
import { createIngestRoute } from "../ingest/ingest-route.ts";
import type { Log } from "../log.ts";
import { createMetricsRoute } from "../monitoring/metrics-route.ts";
import { isHotReload } from "../panel/dev-panel.ts";
import { createLoadContext } from "../panel/load-context.ts";
import { openPanel } from "../panel/open-panel.ts";
import type { Settings } from "../settings.ts";
import type { ContextDeps } from "../trpc/create-context.ts";
import { createWebSocketServer } from "../websocket/create-websocket-server.ts";

export interface RoutesDeps {
  settings: Settings;
  context: ContextDeps;
  server: Server;
  origins: Origins;
  log: Log;
  servesPanel: boolean;
}

/** The HTTP routes, the WebSocket API and the panel. */
export interface Routes {
  handle: RequestListener;
  /** Reports not ready and asks WebSocket clients to reconnect elsewhere. */
  drain: () => void;
  /** Closes the WebSockets and the panel. */
  close: () => Promise<void>;
}

/** @throws {PanelMissingError} */
export async function createRoutes(deps: RoutesDeps): Promise<Routes> {
  const { settings, context, server, origins, log, servesPanel } = deps;
  const { development, adminEmail } = settings;
  const proxies = createTrustedProxies(settings.trustedProxies);
  let isReady = true;

  const readBody = createBodyReader();
  const limits = createSignInLimits();
  const getLoadContext = createLoadContext({
    context,
    limits,
    adminEmail,
    origins,
    hasOrigin: settings.origin !== undefined,
    log,
  });
  const panel = servesPanel
    ? await openPanel({ development, server, getLoadContext, readBody, origins })
    : null;
  const liveServer = createWebSocketServer({
    server,
    context,
    origins,
    log,
    proxies,
    isHandledElsewhere: development ? isHotReload : undefined,
  });
  const app = createApp({
    context,
    origins,
    log,
    proxies,
    health: createHealthRoutes({
      isReady: () => isReady,
      findStorageProblem: () => findStorageProblem(context.orm.em.fork()),
      getVitals: context.runtime.vitals,
    }),
    metrics: createMetrics(settings, context),
    ingest: createIngestRoute({
      ingestItems: context.ingestItems,
      findKey: context.findKey,
      senderLimits: context.senderLimits,
      isOriginAllowed: createOriginCheck(context.orm.em),
      onRejected: context.recordRejection,
      readBody,
      log,
    }),
    readBody,
    panel: panel?.router ?? null,
  });

  return {
    handle: app,
    drain() {
      isReady = false;
      liveServer.drain();
    },
    async close() {
      await Promise.all([liveServer.close(), panel?.close()]);
    },
  };
}

function createMetrics(
  { metricsToken }: Settings,
  { monitor, readingOrm }: ContextDeps,
): RequestHandler | null {
  if (!metricsToken || !monitor) return null;

  return createMetricsRoute({
    token: metricsToken,
    metrics: monitor.metrics,
    async getDatabaseStats() {
      const em = readingOrm.em.fork();
      return {
        database: await getDatabaseVitals(em),
        inbox: await getInboxStatus(em),
        handlers: await handlerStatus(em),
      };
    },
  });
}
