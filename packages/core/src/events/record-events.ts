import type { EntityManager } from "@admin-events/db";
import { afterCommit } from "./after-commit.ts";
import type { EventDetails, TrackedEvent } from "./event.ts";
import type { HandlerNotifier } from "./handlers/notify-handlers.ts";
import type { EventRules } from "./preparing/prepare-event.ts";
import { prepareEvent } from "./preparing/prepare-event.ts";
import type { Dictionaries } from "./storing/dictionary.ts";
import { writeEvents } from "./storing/write-events.ts";

interface RecordOptions {
  /** Stores well-formed names that the catalog does not know even on a server that refuses them: it names them itself. */
  anyName?: boolean;
}

/**
 * Stores events inside the caller's open transaction, all in one statement: they exist if and only if it commits. The
 * live feed and handlers hear of them after the commit. Answers in the order of the events.
 *
 * @throws {ValidationError} when one of them breaks a rule, and whatever the database throws; let it roll back.
 */
export type RecordEvents = (
  em: EntityManager,
  events: readonly (EventDetails & { name: string })[],
  options?: RecordOptions,
) => Promise<TrackedEvent[]>;

interface RecordParts {
  rules: EventRules;
  dictionaries: Dictionaries;
  notifier: HandlerNotifier;
}

export function createRecordEvents({ rules, dictionaries, notifier }: RecordParts): RecordEvents {
  return async (em, events, { anyName = false } = {}) => {
    const rulesHere: EventRules = anyName ? { ...rules, unknownEvents: "store" } : rules;
    const prepared = events.map(({ name, ...details }) => prepareEvent(rulesHere, name, details));
    const stored = await writeEvents(em, dictionaries, prepared, { notifyHandlers: true });
    const added = prepared.filter(({ id }) => stored.has(id));
    if (added.length > 0) await afterCommit(em, () => notifier.notify(added));

    return prepared.map(({ id, name, warnings }) => ({ id, name, duplicate: !stored.has(id), warnings }));
  };
}
