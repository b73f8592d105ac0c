import { setTimeout as sleep } from "node:timers/promises";
import { Client } from "pg";
import type { Logger } from "../../logger.ts";

export interface WakeSource {
  /** Calls back with "" when the feed should be read, or with the id of an event to broadcast. Returns how to stop. */
  listen(onWake: (payload: string) => void): () => void;
  close(): Promise<void>;
}

interface WakeSourceOptions {
  url: string;
  channel: string;
  logger: Logger;
}

const POLL_INTERVAL_MS = 2_000;
const MIN_RECONNECT_MS = 100;
const MAX_RECONNECT_MS = 5_000;

/**
 * Listens on its own connection and reconnects when it is lost. Wakes listeners after every connect, because a
 * notification may have been missed, and every two seconds in any case.
 */
export function startWakeSource({ url, channel, logger }: WakeSourceOptions): WakeSource {
  const listeners = new Set<(payload: string) => void>();
  const closing = new AbortController();
  let client: Client | null = null;

  function wake(payload: string): void {
    for (const listener of listeners) listener(payload);
  }

  async function listenUntilLost(): Promise<void> {
    const connection = new Client({
      connectionString: url,
      application_name: "admin-events feed",
      keepAlive: true,
    });
    const lost = new Promise<void>((resolve) => {
      connection.once("end", resolve);
      connection.once("error", () => resolve());
    });

    try {
      client = connection;
      await connection.connect();
      connection.on("notification", ({ payload }) => wake(payload ?? ""));
      await connection.query(`listen ${connection.escapeIdentifier(channel)}`);
      wake("");
      await lost;
    } finally {
      client = null;
      await connection
        .end()
        .catch((error: unknown) => logger.info({ error }, "The live feed's connection was already closed."));
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
    async close() {
      clearInterval(poll);
      closing.abort();
      await client?.end();
      await connected;
    },
  };
}
