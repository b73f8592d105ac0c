import { shopEvents as catalog } from "@admin-events/catalog/shop-events";
import { createAnalytics } from "@admin-events/client/node";
import { watchChanges } from "@admin-events/core/activity";
import { startJobQueue } from "@admin-events/core/background";
import { startEvents } from "@admin-events/core/events";
import { connect, migrate } from "@admin-events/db";
import { openDatabase } from "@admin-events/db/embedded";
import { once } from "node:events";
import { createServer } from "node:http";
import type { Logger } from "pino";
import { createApp } from "./create-app.ts";
import { trackedEntities } from "./customers.ts";
import type { Settings } from "./env.ts";
import { createMailer } from "./mailer.ts";
import { servePages } from "./serve-pages.ts";
import { createTables, Customer, Order } from "./tables.ts";
import { welcomeEmail } from "./welcome-email.ts";

/** Starts the shop. Dispose of the result to finish open requests and stop. */
export async function startShop(settings: Settings, log: Logger): Promise<AsyncDisposable> {
  await using resources = new AsyncDisposableStack();

  // One database, one connection pool: the tables of Admin Events and the shop's own.
  const { url } = resources.use(await openDatabase(settings));
  await migrate(url, { schema: settings.schema });
  const entities = [Customer, Order];
  const orm = await connect({ url, schema: settings.schema, entities });
  resources.defer(() => orm.close());
  await createTables(orm.em.fork());

  const mailer = createMailer(settings, log);
  const jobs = resources.use(await startJobQueue({ url, schema: settings.schema, logger: log }));
  const handlers = [welcomeEmail({ fork: () => orm.em.fork(), mailer })];
  const runtime = resources.use(await startEvents({ orm, url, catalog, logger: log, jobs, handlers }));
  watchChanges(orm, runtime, trackedEntities);

  const { analytics: target } = settings;
  const analytics = target && createAnalytics<typeof catalog>({ url: target.url, key: target.secretKey });
  resources.defer(async () => void (await analytics?.shutdown(5_000)));

  const app = createApp({
    ...settings,
    orm,
    log,
    events: runtime.events,
    analytics,
    browserAnalytics: target ? { url: target.url, key: target.publicKey } : null,
    sendSignInLink: mailer.sendSignInLink,
  });
  const server = createServer(app);
  resources.use(await servePages(app, server, settings));

  server.listen(settings.port, settings.host);
  await once(server, "listening");
  resources.defer(async () => {
    server.close();
    server.closeIdleConnections();
    await once(server, "close");
  });

  return resources.move();
}
