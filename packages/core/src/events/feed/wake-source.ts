import type { OpenClient } from "@admin-events/db/connections";
import { deliversNotifications, openClient, reachesServer } from "@admin-events/db/connections";
import { setTimeout as sleep } from "node:timers/promises";
import type { Logger } from "../../logger.ts";

export interface WakeSource {
  /** Calls back with "" when the feed should be read, or with the id of an event to broadcast. Returns how to stop. */
  listen(onWake: (payload: string) => void): () => void;
  /** Whether notifications arrive. If not, because of a pooler or a lost connection, polling takes their place. */
  isNotified(): boolean;
  close(): Promise<void>;
}

interface WakeSourceOptions {
  url: string;
  channel: string;
  logger: Logger;
}

const POLL_INTERVAL_MS = 2_000;
const HEARTBEAT_INTERVAL_MS = 10_000;
const HEARTBEAT_TIMEOUT_MS = 5_000;
const MIN_RECONNECT_MS = 100;
const MAX_RECONNECT_MS = 5_000;
const POOLER_CHECK_INTERVAL_MS = 10 * 60_000;

/** Reconnects, and wakes listeners after every connect and every two seconds, because a notification may be missed. */
export function startWakeSource({ url, channel, logger }: WakeSourceOptions): WakeSource {
  const listeners = new Set<(payload: string) => void>();
  const closing = new AbortController();
  let client: OpenClient | null = null;
  let isListening = false;

  function wake(payload: string): void {
    for (const listener of listeners) listener(payload);
  }

  async function listenUntilLost(): Promise<void> {
    await using connection = await openClient(url, {
      applicationName: "admin-events feed",
      silenceTimeoutMs: HEARTBEAT_TIMEOUT_MS,
    });
    if (!(await reachesServer(connection)) && !(await deliversNotifications(url))) {
      logger.info(
        {},
        "The connection goes through a pooler that delivers no notifications, so events of other processes appear within two seconds. Set DIRECT_DATABASE_URL to the address of PostgreSQL itself.",
      );
      await sleep(POOLER_CHECK_INTERVAL_MS, undefined, { signal: closing.signal });
      return;
    }
    client = connection;
    const lost = new Promise<void>((resolve) => connection.once("end", resolve));

    try {
      connection.on("notification", ({ payload }) => wake(payload ?? ""));
      await connection.query(`listen ${connection.escapeIdentifier(channel)}`);
      isListening = true;
      wake("");
      await Promise.race([lost, heartbeat(connection)]);
    } finally {
      client = null;
      isListening = false;
    }
  }

  /** Ends with an error when the connection no longer answers. An idle connection does not notice that by itself. */
  async function heartbeat(connection: OpenClient): Promise<void> {
    for (;;) {
      await sleep(HEARTBEAT_INTERVAL_MS, undefined, { signal: closing.signal, ref: false });
      await connection.query("select 1");
    }
  }

  async function stayConnected(): Promise<void> {
    let delay = MIN_RECONNECT_MS;

    while (!closing.signal.aborted) {
      const started = Date.now();
      try {
        await listenUntilLost();
      } catch (error) {
        if (!closing.signal.aborted)
          logger.warn({ error }, "The live feed cannot connect to the database. Retrying.");
      }
      if (Date.now() - started > MAX_RECONNECT_MS) delay = MIN_RECONNECT_MS;
      await sleep(delay, undefined, { signal: closing.signal }).catch(() => undefined);
      delay = Math.min(delay * 2, MAX_RECONNECT_MS);
    }
  }

  const connected = stayConnected();
  const poll = setInterval(() => wake(""), POLL_INTERVAL_MS);

  return {
    listen(onWake) {
      listeners.add(onWake);
      return () => listeners.delete(onWake);
    },
    isNotified: () => isListening,
    async close() {
      clearInterval(poll);
      closing.abort();
      await client?.[Symbol.asyncDispose]();
      await connected;
    },
  };
}
