import { buildContext } from "./lifecycle/create-context-deps.ts";
import { settingsFrom } from "./env.ts";
import { createOrigins } from "./http/origins.ts";
import type { Log } from "./log.ts";
import { createLog } from "./log.ts";
import type { Mailer } from "./mail/mailer.ts";
import { mailerFor } from "./mail/mailer.ts";
import { openDoors } from "./lifecycle/create-routes.ts";
import { openPort } from "./http/open-port.ts";
import { openStorage } from "./lifecycle/open-storage.ts";
import type { Settings } from "./settings.ts";
import { stopHttp } from "./http/close-http-server.ts";
import { withinTime } from "./lifecycle/finishes-within.ts";

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
 * @throws {CannotListen} {DatabaseUnavailableError} {PanelMissing} with one sentence for the person who starts it.
 */
export async function startServer(options: ServerOptions = {}): Promise<RunningServer> {
  const { servesPanel = true } = options;
  const settings: Settings = { ...settingsFrom({}), ...options };
  const log = options.log ?? createLog(settings);
  await using starting = new AsyncDisposableStack();

  const { server, port, answerWith } = await openPort(settings);
  starting.defer(() => stopHttp(server));
  const origins = createOrigins(settings.origin ?? `http://localhost:${port}`, settings.allowedOrigins);

  const storage = starting.use(await openStorage(settings, log));
  const mailer = options.mailer ?? mailerFor(settings, log);
  starting.defer(() => mailer.close());
  const context = starting.use(await buildContext({ settings, storage, mailer, origin: origins.own, log }));
  const doors = await openDoors({ settings, context, server, origins, log, servesPanel });
  answerWith(doors.app);

  const started = starting.move();

  async function finish(): Promise<void> {
    await Promise.all([stopHttp(server), doors.close()]);
    await started.disposeAsync();
  }

  return {
    url: origins.own,
    createSignInLink: (email) => context.accounts.createSignInLink(email),
    async close() {
      doors.sendAway();

      const isFinished = await withinTime(drainTime, finish());
      if (!isFinished) log.warn("Not everything could be finished in ten seconds; it is given up.");
    },
  };
}
