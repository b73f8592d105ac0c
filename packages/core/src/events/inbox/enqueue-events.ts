import type { EntityManager } from "@admin-events/db";
import type { StoredItem } from "../../item-result.ts";
import { afterCommit } from "../after-commit.ts";
import type { EventRules, InternalDetails } from "../preparing/prepare-event.ts";
import { prepareEvent } from "../preparing/prepare-event.ts";
import { addToInbox } from "./inbox.sql.ts";
import { toInboxRow } from "./prepared-rows.ts";
import type { Inbox } from "./start-inbox.ts";

interface EnqueueOptions {
  /** Takes well-formed names that are not in the catalog, even if the server rejects them from senders. */
  allowUnknownNames?: boolean;
}

/**
 * Writes events to the inbox in the caller's open transaction, in one statement. They are stored after the commit, in
 * milliseconds, by this or another process. The caller's transaction waits for no other transaction on account of it.
 *
 * @returns results in the order of the events. `duplicate` says whether an event with the id was stored before the call.
 * @throws {ValidationError} if an event is invalid; nothing is written then.
 * @throws any error of the database. Let the transaction roll back.
 */
export type EnqueueEvents = (
  em: EntityManager,
  events: readonly (InternalDetails & { name: string })[],
  options?: EnqueueOptions,
) => Promise<StoredItem[]>;

export function createEnqueueEvents({ rules, inbox }: { rules: EventRules; inbox: Inbox }): EnqueueEvents {
  return async (em, events, { allowUnknownNames = false } = {}) => {
    const ownRules: EventRules = allowUnknownNames ? { ...rules, unknownEvents: "store" } : rules;
    const prepared = events.map(({ name, ...details }) => prepareEvent(ownRules, name, details));
    const newIds = await addToInbox(em, prepared.map(toInboxRow));
    const added = prepared.filter(({ id }) => newIds.has(id));
    if (added.length > 0) {
      await afterCommit(em, () => {
        inbox.expect(added);
        inbox.wake();
      });
    }

    return prepared.map(({ id, warnings }) => ({
      status: "stored",
      id,
      duplicate: !newIds.has(id),
      warnings,
    }));
  };
}
