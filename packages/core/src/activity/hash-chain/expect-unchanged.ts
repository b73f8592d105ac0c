import { AuditChainError } from "./audit-chain-error.ts";
import type { Comparison } from "./compare-day.ts";

/**
 * Compares an entry with its seal; pruning and erasing are honest.
 *
 * @param living the hashes of everybody who was not erased.
 * @throws {AuditChainError}
 */
export function expectHonest(seal: Comparison, living: Set<string>): void {
  const entry = `The activity ${seal.eventId} (${seal.name}) of ${seal.day}`;

  if (!seal.isThere) {
    if (seal.isPruned) return;
    throw new AuditChainError(
      `${entry} was deleted, and no logged prune covers it: look for it in a backup.`,
    );
  }
  if (seal.storedContent !== seal.content) {
    throw new AuditChainError(`${entry} was changed after it was sealed: compare it with a backup.`);
  }
  const isErased = seal.isNobodys && seal.actor !== null && !living.has(seal.actor);
  const isSame = seal.storedActor === seal.actor && seal.isNobodys === (seal.actor === null);
  if (!isErased && !isSame) {
    throw new AuditChainError(
      `${entry} has another actor than when it was sealed, or the actor's id was changed: compare both with a backup.`,
    );
  }
}
