import type { Logger } from "../../logger.ts";
import type { StoredEvent } from "../event.ts";
import type { Handler } from "./handler.ts";
import { runHandler } from "./run-handler.ts";

/** The events of one handler that is not durable. Each handler has its own, so that one that hangs delays no other. */
export interface HandlerLane {
  add: (event: StoredEvent) => void;
  drain: () => Promise<void>;
}

const MAX_AT_ONCE = 20;
/** Beyond this a handler that hangs would fill the memory. */
const MAX_WAITING_EVENTS = 10_000;
const LOG_INTERVAL_MS = 30_000;

export function createHandlerLane(handler: Handler, logger: Logger): HandlerLane {
  const running = new Set<Promise<void>>();
  let waiting: StoredEvent[] = [];
  let dropped = 0;
  let loggedAt = -Infinity;

  async function runRemaining(): Promise<void> {
    for (let event = waiting.shift(); event; event = waiting.shift()) await runIsolated(event);
  }

  async function runIsolated(event: StoredEvent): Promise<void> {
    try {
      await runHandler(handler, event);
    } catch (error) {
      logger.error({ error, handler: handler.name, eventId: event.id }, "A handler failed.");
    }
  }

  function logDropped(): void {
    dropped++;
    if (performance.now() - loggedAt < LOG_INTERVAL_MS) return;
    loggedAt = performance.now();
    logger.error(
      { handler: handler.name, dropped },
      `A handler is too slow: ${MAX_WAITING_EVENTS} events wait for it, so it does not run for newer ones. Make it faster, or durable.`,
    );
  }

  return {
    add(event) {
      if (waiting.length >= MAX_WAITING_EVENTS) {
        logDropped();
        return;
      }
      waiting.push(event);
      if (running.size >= MAX_AT_ONCE) return;

      const run = runRemaining().finally(() => running.delete(run));
      running.add(run);
    },
    async drain() {
      while (running.size > 0) await Promise.all(running);
      waiting = [];
    },
  };
}
