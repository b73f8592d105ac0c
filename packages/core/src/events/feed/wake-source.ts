import { setTimeout as sleep } from "node:timers/promises";
import { Client } from "pg";
import type { Logger } from "../../logger.ts";

/** Tells when another process, or this one, committed new events. */
export interface WakeSource {
  /** Called with "" for "look again", or with the id of an event to announce. Returns how to stop. */
  listen(onWake: (payload: string) => void): () => void;
  close(): Promise<void>;
}

interface WakeSourceOptions {
  url: string;
  channel: string;
  logger: Logger;
}

const pollInterval = 2_000;
const longestReconnect = 5_000;

/**
 * Listens on a connection of its own. A lost connection is opened again, and whoever listens is woken then, since
 * something may have happened meanwhile; a poll every two seconds stands behind both.
 */
export function startWakeSource({ url, channel, logger }: WakeSourceOptions): WakeSource {
  const listeners = new Set<(payload: string) => void>();
  const closing = new AbortController();
  let client: Client | null = null;

  function wake(payload: string): void {
    for (const listener of listeners) listener(payload);
  }

  async function connectAndWait(): Promise<void> {
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
        .catch((error: unknown) => logger.info({ error }, "The feed's connection was gone."));
    }
  }

  async function stayConnected(): Promise<void> {
    let delay = 100;

    while (!closing.signal.aborted) {
      const started = Date.now();
      try {
        await connectAndWait();
      } catch (error) {
        if (!closing.signal.aborted)
          logger.warn({ error }, "The feed cannot listen to the database; it will try again.");
      }
      if (Date.now() - started > longestReconnect) delay = 100;
      await sleep(delay, undefined, { signal: closing.signal }).catch(() => undefined);
      delay = Math.min(delay * 2, longestReconnect);
    }
  }

  const connected = stayConnected();
  const poll = setInterval(() => wake(""), pollInterval);

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
