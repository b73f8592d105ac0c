import { AuditChainError } from "./chain-entry.ts";
import type { ComparedEntry } from "./compare-day.sql.ts";

/**
 * Compares a stored activity with its chain entry. Accepts logged prunes and erasures.
 *
 * @param currentActors the hashes of all actors who were not erased.
 * @throws {AuditChainError} if the activity was changed or deleted otherwise.
 */
export function assertUnchanged(entry: ComparedEntry, currentActors: Set<string>): void {
  const activity = `Activity ${entry.eventId} (${entry.name}) of ${entry.day}`;

  if (!entry.isStored) {
    if (entry.isPruned) return;
    throw new AuditChainError(
      `${activity} was deleted, and no logged prune covers it. Look for it in a backup.`,
    );
  }
  if (entry.storedContent !== entry.content && entry.storedContent !== entry.erasedContent) {
    throw new AuditChainError(
      `${activity} was changed after it was added to the hash chain. Compare it with a backup.`,
    );
  }
  const isErased = entry.hasNoActor && entry.actor !== null && !currentActors.has(entry.actor);
  const isSame = entry.storedActor === entry.actor && entry.hasNoActor === (entry.actor === null);
  if (!isErased && !isSame) {
    throw new AuditChainError(
      `${activity} has another actor than when it was added to the hash chain, or the actor's id was changed. Compare both with a backup.`,
    );
  }
}
