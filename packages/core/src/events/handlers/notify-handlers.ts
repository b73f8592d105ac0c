import { matchesEventName } from "@admin-events/catalog";
import type { EntityManager } from "@admin-events/db";
import type { Handler } from "./handler.ts";
import { loadEvents } from "../load-events.ts";
import { runHandler } from "./run-handler.ts";
import type { Logger } from "../../logger.ts";

/** Runs the handlers that are not durable, in this process, after the commit of their event. */
export interface HandlerNotifier {
  /** Hands new events over. Never throws and never waits for a handler. */
  notify(events: readonly { id: string; name: string }[]): void;
  /** Resolves when every handler that was started has ended. */
  drain(): Promise<void>;
}

export function createHandlerNotifier(
  fork: () => EntityManager,
  handlers: readonly Handler[],
  logger: Logger,
): HandlerNotifier {
  const underWay = new Set<Promise<void>>();
  const volatile = handlers.filter(({ durable }) => !durable);

  async function run(ids: readonly string[]): Promise<void> {
    try {
      const events = await loadEvents(fork(), ids);
      await Promise.all(
        events.map(async (event) => {
          for (const handler of volatile) {
            if (matchesEventName(handler.pattern, event.name))
              await runIsolated(handler, event.id, () => runHandler(handler, event));
          }
        }),
      );
    } catch (error) {
      logger.error({ error, ids }, "Handlers were not run: the events could not be read.");
    }
  }

  async function runIsolated(handler: Handler, eventId: string, work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (error) {
      logger.error({ error, handler: handler.name, eventId }, "A handler failed.");
    }
  }

  return {
    notify(events) {
      const wanted = events.filter(({ name }) =>
        volatile.some(({ pattern }) => matchesEventName(pattern, name)),
      );
      if (wanted.length === 0) return;

      const running = run(wanted.map(({ id }) => id)).finally(() => underWay.delete(running));
      underWay.add(running);
    },
    async drain() {
      while (underWay.size > 0) await Promise.all(underWay);
    },
  };
}
