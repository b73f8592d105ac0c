import type { EntityManager } from "@admin-events/db";
import type { StoredItem } from "../item-result.ts";
import { afterCommit } from "./after-commit.ts";
import type { HandlerNotifier } from "./handlers/notify-handlers.ts";
import type { EventRules, InternalDetails } from "./preparing/prepare-event.ts";
import { prepareEvent } from "./preparing/prepare-event.ts";
import type { IdCaches } from "./storing/id-cache.ts";
import { writeEvents } from "./storing/write-events.sql.ts";

interface RecordOptions {
  /** Stores well-formed names that are not in the catalog, even if the server rejects them from senders. */
  allowUnknownNames?: boolean;
}

/**
 * Stores events in the caller's open transaction, for the product's own work, whose transaction reads or changes them again.
 * Applications use `enqueue`, which never waits. The live feed and handlers get them after the commit. Returns results in the order of the events.
 *
 * @throws {ValidationError} if an event is invalid.
 * @throws any error of the database. Let the transaction roll back.
 */
export type RecordEvents = (
  em: EntityManager,
  events: readonly (InternalDetails & { name: string })[],
  options?: RecordOptions,
) => Promise<StoredItem[]>;

interface RecordDeps {
  rules: EventRules;
  idCaches: IdCaches;
  notifier: HandlerNotifier;
}

export function createRecordEvents({ rules, idCaches, notifier }: RecordDeps): RecordEvents {
  return async (em, events, { allowUnknownNames = false } = {}) => {
    const ownRules: EventRules = allowUnknownNames ? { ...rules, unknownEvents: "store" } : rules;
    const prepared = events.map(({ name, ...details }) => prepareEvent(ownRules, name, details));
    const newIds = await writeEvents(em, idCaches, prepared, { notifyHandlers: true });
    const added = prepared.filter(({ id }) => newIds.has(id));
    if (added.length > 0) await afterCommit(em, () => notifier.notify(added));

    return prepared.map(({ id, warnings }) => ({
      status: "stored",
      id,
      duplicate: !newIds.has(id),
      warnings,
    }));
  };
}
