import { events } from "@admin-events/catalog";
import { createApiKeyFinder, createOriginCheck } from "@admin-events/core/access";
import { openSegments } from "@admin-events/core/analytics";
import { keepDaysFolded } from "@admin-events/core/days";
import { startEvents } from "@admin-events/core/events";
import { connect, migrate } from "@admin-events/db";
import { openDatabase } from "@admin-events/db/embedded";
import type { RequestListener } from "node:http";
import { createServer } from "node:http";
import { createAccounts } from "./accounts/accounts.ts";
import { keptAuthSecret } from "./accounts/auth-secret.ts";
import { createSignInLimits } from "./accounts/sign-in-limits.ts";
import type { ContextParts } from "./context.ts";
import { settingsFrom } from "./env.ts";
import { handlers } from "./handlers/index.ts";
import { healthRoutes } from "./http/health.ts";
import { httpApp } from "./http/http-app.ts";
import { createOrigins } from "./http/origins.ts";
import { ingestDoor } from "./ingest/ingest-door.ts";
import { listen } from "./listen.ts";
import type { Log } from "./log.ts";
import { createLog } from "./log.ts";
import type { Mailer } from "./mail/mailer.ts";
import { mailerFor } from "./mail/mailer.ts";
import { createLoadContext } from "./panel/load-context.ts";
import { openPanel } from "./panel/open-panel.ts";
import { isHotReload } from "./panel/panel-in-development.ts";
import type { Settings } from "./settings.ts";
import { stopHttp } from "./stop-http.ts";
import { withinTime } from "./within-time.ts";
import { openSockets } from "./ws.ts";

/** What is not given is as in an empty environment. */
export interface ServerOptions extends Partial<Settings> {
  /** Default: standard output. */
  log?: Log;
  /** Default: the SMTP server of the settings. */
  mailer?: Mailer;
  /** Whether the panel is served at all. Default true. */
  servesPanel?: boolean;
}

export interface RunningServer {
  /** Where browsers find it. */
  url: string;
  /** A one-time link that signs in to the panel as an admin; the account is made when there is none. */
  createSignInLink: (email: string) => Promise<string>;
  /** Stops taking requests, finishes those under way for at most ten seconds, and closes everything. */
  close: () => Promise<void>;
}

const drainTime = 10_000;

/**
 * Starts everything: the database if need be, its migrations, the event system, and one port for the API, `/ingest`,
 * the live feed and the panel.
 *
 * @throws {CannotListen} {DatabaseUnavailable} {PanelMissing} with one sentence for the person who starts it.
 */
export async function startServer(options: ServerOptions = {}): Promise<RunningServer> {
  const settings: Settings = { ...settingsFrom({}), ...options };
  const log = options.log ?? createLog(settings);
  const { timeZone, trustProxy, development } = settings;

  await using starting = new AsyncDisposableStack();
  const server = createServer({ requestTimeout: 30_000, headersTimeout: 15_000 });
  let answer: RequestListener = (_request, response) => response.writeHead(503, { "Retry-After": 1 }).end();
  server.on("request", (request, response) => answer(request, response));
  const port = await listen(server, settings);
  starting.defer(() => stopHttp(server));
  const origins = createOrigins(settings.origin ?? `http://localhost:${port}`, settings.allowedOrigins);

  const { url } = starting.use(
    await openDatabase({ ...settings, onProgress: (sentence) => log.info(sentence) }),
  );
  await migrate(url, { onMigrated: (name) => log.info(`Migrated the database: ${name}.`) });
  const orm = await connect({ url });
  starting.defer(() => orm.close());
  const readingOrm = await connect({ url, readOnly: true });
  starting.defer(() => readingOrm.close());

  const mailer = options.mailer ?? mailerFor(settings, log);
  starting.defer(() => mailer.close());
  const runtime = starting.use(
    await startEvents({
      orm,
      url,
      catalog: events,
      logger: log,
      handlers: handlers({ mailer }),
      unknownEvents: settings.unknownEvents,
    }),
  );
  starting.use(keepDaysFolded(() => orm.em.fork(), log));
  const segments = starting.use(openSegments({ url, logger: log }));
  const accounts = createAccounts({
    url,
    em: orm.em,
    mailer,
    adminEmail: settings.adminEmail,
    origin: origins.own,
    secret: settings.authSecret ?? (await keptAuthSecret(settings.dataDir)),
    log,
  });
  starting.defer(() => accounts.close());

  const findKey = createApiKeyFinder(orm.em);
  const context: ContextParts = {
    catalog: events,
    runtime,
    orm,
    readingOrm,
    segments,
    timeZone,
    accounts,
    findKey,
  };
  const limits = createSignInLimits();
  const sockets = openSockets({
    server,
    context,
    origins,
    log,
    isForeign: (request) => development && isHotReload(request),
  });
  const getLoadContext = createLoadContext({ context, limits, adminEmail: settings.adminEmail, log });
  const panel =
    options.servesPanel === false ? null : await openPanel({ development, server, getLoadContext });
  let isReady = true;

  answer = httpApp({
    context,
    origins,
    limits,
    log,
    trustProxy,
    health: healthRoutes({ isReady: () => isReady, askDatabase: () => orm.em.fork().execute("select 1") }),
    ingest: ingestDoor({ ingest: runtime.ingest, findKey, isOriginAllowed: createOriginCheck(orm.em), log }),
    panel: panel?.router ?? null,
  });

  const opened = starting.move();

  async function finish(): Promise<void> {
    await Promise.all([stopHttp(server), sockets.close(), panel?.close()]);
    await opened.disposeAsync();
  }

  return {
    url: origins.own,
    createSignInLink: (email) => accounts.createSignInLink(email),
    async close() {
      isReady = false;
      sockets.sendAway();

      const isFinished = await withinTime(drainTime, finish());
      if (!isFinished) log.warn("Not everything could be finished in ten seconds; it is given up.");
    },
  };
}
