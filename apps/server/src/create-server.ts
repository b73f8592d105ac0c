import type { AnyCatalog } from "@admin-events/catalog";
import { events } from "@admin-events/catalog";
import { parseSettings } from "./env.ts";
import { handlers } from "./handlers/index.ts";
import type { CreateHandlers } from "./lifecycle/create-context-deps.ts";
import { closeHttpServer } from "./http/close-http-server.ts";
import { listen } from "./http/listen.ts";
import { createOrigins } from "./http/origins.ts";
import { createContextDeps } from "./lifecycle/create-context-deps.ts";
import { createRoutes } from "./lifecycle/create-routes.ts";
import { finishesWithin } from "./lifecycle/finishes-within.ts";
import { openStorage } from "./lifecycle/open-storage.ts";
import type { Log } from "./log.ts";
import { createLog } from "./log.ts";
import type { Mailer } from "./mail/mailer.ts";
import { createConfiguredMailer } from "./mail/mailer.ts";
import type { Settings } from "./settings.ts";

const CLOSE_TIMEOUT_MS = 10_000;

/** Missing settings have the defaults of an empty environment. */
export interface ServerOptions extends Partial<Settings> {
  /** Default: standard output. */
  log?: Log;
  /** Default: the SMTP server of the settings. */
  mailer?: Mailer;
  /** Default: the events of `@admin-events/catalog`. */
  catalog?: AnyCatalog;
  /** Default: those listed in `handlers/index.ts`. */
  handlers?: CreateHandlers;
  /** Default true. */
  servesPanel?: boolean;
}

export interface RunningServer {
  /** The address of this server in browsers. */
  url: string;
  /** Creates a one-time link that signs in as an admin, and the account if there is none. */
  createSignInLink: (email: string) => Promise<string>;
  /** Finishes requests in progress for at most ten seconds, then closes everything. */
  close: () => Promise<void>;
}

/** Other hosts make the server reachable under names that it does not know. */
function isLoopback(host: string): boolean {
  return host === "localhost" || host === "::1" || host === "[::1]" || /^127\./.test(host);
}

/**
 * Starts the database if needed, migrates it, and serves the API, `/ingest`, the live feed and the panel on one port.
 *
 * @throws {ListenError} {DatabaseUnavailableError} {PanelMissingError}
 */
export async function createServer(options: ServerOptions = {}): Promise<RunningServer> {
  const { servesPanel = true } = options;
  const settings: Settings = { ...parseSettings({}), ...options };
  const log = options.log ?? createLog(settings);
  await using starting = new AsyncDisposableStack();

  const { server, port, handleWith } = await listen(settings);
  starting.defer(() => closeHttpServer(server));
  const origins = createOrigins(
    settings.origin ?? `http://localhost:${port}`,
    settings.allowedOrigins,
    settings.basePath,
  );

  const storage = starting.use(await openStorage(settings, log));
  const mailer = options.mailer ?? createConfiguredMailer(settings, log);
  starting.defer(() => mailer.close());
  const context = starting.use(
    await createContextDeps({
      settings,
      storage,
      mailer,
      catalog: options.catalog ?? events,
      handlers: options.handlers ?? handlers,
      origin: origins.own,
      log,
    }),
  );
  const routes = await createRoutes({ settings, context, server, origins, log, servesPanel });
  handleWith(routes.handle);
  if (settings.origin === undefined && !isLoopback(settings.host)) {
    log.warn(
      `HOST is ${settings.host}, but ORIGIN is not set: signing in works only at ${origins.address} on this machine. Set ORIGIN to the address at which browsers open the panel.`,
    );
  }

  const started = starting.move();

  async function closeAll(): Promise<void> {
    await Promise.all([closeHttpServer(server), routes.close()]);
    await started.disposeAsync();
  }

  return {
    url: origins.address,
    createSignInLink: (email) => context.accounts.createSignInLink(email),
    async close() {
      routes.drain();

      const isClosed = await finishesWithin(CLOSE_TIMEOUT_MS, closeAll());
      if (!isClosed) log.warn("Shutdown took longer than 10 seconds. Remaining work was dropped.");
    },
  };
}
