import type { EntityManager } from "@admin-events/db";
import { anyOf } from "../../any-of.ts";
import type { HandlerNotifier } from "../handlers/notify-handlers.ts";

interface ExpectedEvent {
  id: string;
  name: string;
}

/** Events that this process tracked in transactions, and whose handlers wait until any process has stored them. */
export interface ExpectedEvents {
  add: (events: readonly ExpectedEvent[]) => void;
  isEmpty: () => boolean;
  notifyStored: () => Promise<void>;
}

const MAX_EXPECTED_EVENTS = 50_000;

export function createExpectedEvents(fork: () => EntityManager, notifier: HandlerNotifier): ExpectedEvents {
  const waiting = new Map<string, ExpectedEvent>();

  return {
    add(events) {
      for (const event of events) {
        if (notifier.handles(event.name) && waiting.size < MAX_EXPECTED_EVENTS) waiting.set(event.id, event);
      }
    },
    isEmpty: () => waiting.size === 0,
    async notifyStored() {
      if (waiting.size === 0) return;

      const ids = [...waiting.keys()];
      const db = fork().getKysely();
      // First the inbox: an event that leaves it after this query is found by the next one, or the next time.
      const open = await db
        .selectFrom("inbox")
        .select("id")
        .where("id", "=", anyOf(ids, "uuid"))
        .where("problem", "is", null)
        .execute();
      const stored = await db
        .selectFrom("events")
        .select("id")
        .where("id", "=", anyOf(ids, "uuid"))
        .execute();
      const isOpen = new Set(open.map(({ id }) => id));
      const isStored = new Set(stored.map(({ id }) => id));

      notifier.notify(ids.flatMap((id) => (isStored.has(id) ? (waiting.get(id) ?? []) : [])));
      // An event that is in neither was rejected.
      for (const id of ids) if (isStored.has(id) || !isOpen.has(id)) waiting.delete(id);
    },
  };
}
