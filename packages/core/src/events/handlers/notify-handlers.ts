import { matchesEventName } from "@admin-events/catalog";
import type { EntityManager } from "@admin-events/db";
import type { Logger } from "../../logger.ts";
import { loadEvents } from "../load-events.ts";
import type { Handler } from "./handler.ts";
import { createHandlerLane } from "./handler-lane.ts";

/** Runs the handlers that are not durable, in this process, after the commit of their event. */
export interface HandlerNotifier {
  /** Hands new events over. Never throws and never waits for a handler. */
  notify(events: readonly { id: string; name: string }[]): void;
  /** Whether one of the handlers is for events of this name. */
  handles(name: string): boolean;
  drain(): Promise<void>;
}

const EVENTS_PER_READ = 500;
const MAX_UNREAD_EVENTS = 50_000;

export function createHandlerNotifier(
  fork: () => EntityManager,
  handlers: readonly Handler[],
  logger: Logger,
): HandlerNotifier {
  const lanes = handlers
    .filter(({ durable }) => !durable)
    .map((handler) => ({ pattern: handler.pattern, lane: createHandlerLane(handler, logger) }));
  let unread: string[] = [];
  let reading: Promise<void> | null = null;

  /** One read at a time: handlers use one connection of the pool, however many events arrive. */
  async function readAll(): Promise<void> {
    while (unread.length > 0) {
      const ids = unread.slice(0, EVENTS_PER_READ);
      unread = unread.slice(EVENTS_PER_READ);
      try {
        for (const event of await loadEvents(fork(), ids)) {
          for (const { pattern, lane } of lanes) if (matchesEventName(pattern, event.name)) lane.add(event);
        }
      } catch (error) {
        logger.error({ error, ids }, "Handlers were not run: the events could not be read.");
      }
    }
  }

  function handles(name: string): boolean {
    return lanes.some(({ pattern }) => matchesEventName(pattern, name));
  }

  return {
    handles,
    notify(events) {
      const wanted = events.filter(({ name }) => handles(name));
      if (wanted.length === 0) return;
      if (unread.length >= MAX_UNREAD_EVENTS) {
        logger.error({ count: wanted.length }, "Handlers were not run: too many events wait to be read.");
        return;
      }

      unread.push(...wanted.map(({ id }) => id));
      reading ??= readAll().finally(() => (reading = null));
    },
    async drain() {
      while (reading) await reading;
      await Promise.all(lanes.map(({ lane }) => lane.drain()));
    },
  };
}
