import { events as catalog } from "@admin-events/catalog";
import { createAnalytics } from "@admin-events/client/node";
import { watchChanges } from "@admin-events/core/activity";
import { startEvents } from "@admin-events/core/events";
import { connect, migrate } from "@admin-events/db";
import { openDatabase } from "@admin-events/db/embedded";
import type { Server } from "node:http";
import { createServer } from "node:http";
import { join } from "node:path";
import { createApp } from "./http/create-app.ts";
import { serveBuild, serveSources } from "./http/front-end.ts";
import { securityHeaders } from "./http/security-headers.ts";
import type { Log } from "./log.ts";
import { openMailbox } from "./mail/mailbox.ts";
import { createMailer } from "./mail/mailer.ts";
import { startMailServer } from "./mail/start-mail-server.ts";
import { openOrderBook } from "./orders/order-book.ts";
import { listenOn } from "./port-taken.ts";
import type { Settings } from "./settings.ts";
import { trackedEntities } from "./users/tracked-entities.ts";
import { shopSecret } from "./users/shop-secret.ts";

/** The running shop. Dispose of it to finish what is under way and stop. */
export interface Shop extends AsyncDisposable {
  /** Where browsers find it. */
  origin: string;
  /** Where mails for the demo's mailbox are taken. */
  smtpPort: number;
}

/**
 * Starts the shop: database, events, mail server, API and pages.
 *
 * @throws {PortTaken | FrontEndMissing | DatabaseUnavailableError} with a sentence that says what to do.
 */
export async function startShop(settings: Settings, log: Log): Promise<Shop> {
  await using started = new AsyncDisposableStack();
  const inDataDir = (...path: string[]) => join(settings.dataDir, ...path);

  const database = started.use(
    await openDatabase({ ...settings, onProgress: (sentence) => log.info(sentence) }),
  );
  await migrate(database.url);
  const orm = started.adopt(await connect({ url: database.url }), (orm) => orm.close());
  const runtime = started.use(await startEvents({ orm, url: database.url, catalog, logger: log }));
  watchChanges(orm, runtime, trackedEntities);
  const analytics = settings.analytics && openAnalytics(settings.analytics, started, log);

  const mailbox = await openMailbox(inDataDir("mailbox"));
  const mailServer = started.use(await startMailServer(settings.smtpPort, mailbox, log));

  const origin = settings.origin ?? `http://localhost:${settings.port}`;
  const app = createApp({
    fork: () => orm.em.fork(),
    events: runtime.events,
    analytics,
    browserAnalytics: settings.analytics
      ? { url: settings.analytics.url, key: settings.analytics.publicKey }
      : null,
    signingSecret: settings.analytics?.signingSecret,
    staffEmail: settings.staffEmail,
    orders: await openOrderBook(inDataDir("shop", "orders.jsonl")),
    mailbox,
    sendMail: createMailer(mailServer.port),
    secret: await shopSecret(inDataDir("shop", "secret")),
    origin,
    log,
  });
  const server = createServer(app);
  if (settings.development) {
    started.defer(await serveSources(app, server, settings.logLevel));
  } else {
    app.use(securityHeaders(settings.analytics?.url));
    serveBuild(app);
  }

  await listenOn(server, { host: settings.host, port: settings.port, variable: "EXAMPLE_PORT" });
  started.defer(() => closeServer(server));

  const running = started.move();
  return { origin, smtpPort: mailServer.port, [Symbol.asyncDispose]: () => running.disposeAsync() };
}

/** Takes no more requests and waits for those under way. */
function closeServer(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeIdleConnections();
  });
}

function openAnalytics(
  { url, secretKey }: NonNullable<Settings["analytics"]>,
  started: AsyncDisposableStack,
  log: Log,
) {
  const analytics = createAnalytics<typeof catalog>({
    url,
    key: secretKey,
    onError: (problem) => log.warn({ problem }, "The shop's events meet a problem."),
  });
  started.defer(async () => {
    const { dropped } = await analytics.shutdown(5_000);
    if (dropped > 0) log.warn({ dropped }, "Some of the shop's events did not reach the analytics server.");
  });

  return analytics;
}
