import type { EntityManager } from "@admin-events/db";
import { sql } from "kysely";
import { AuditChainError } from "./audit-chain-error.ts";
import { compareDay } from "./compare-day.ts";
import { expectHonest } from "./expect-unchanged.ts";
import { expectNothingBefore, expectNothingInserted } from "./expect-nothing-inserted.ts";
import { headAfter, linkAfter, nextDay, noHead } from "./chain-entry.ts";
import { actorHash } from "./hashed-columns.ts";
import { tables } from "@admin-events/db";

/** What was found whole. */
export interface VerifiedChain {
  /** Sealed entries, those that were pruned since included. */
  entries: number;
  /** Entries that a logged prune took since. */
  pruned: number;
  days: number;
  /** The last sealed day, `YYYY-MM-DD`, and its head, which stands for all that is sealed; null before the first. */
  last: { day: string; head: string } | null;
  /** The day whose head is the one that was kept; null when none was asked for. */
  keptDay: string | null;
}

interface ChainDay {
  day: string;
  entries: number;
  head: string;
}

/**
 * Compares the activity log with its seals, as of one moment, from the first day to the last.
 *
 * @param keptHead a head that was kept elsewhere, in hex; one of the days must still have it.
 * @throws {AuditChainError} at the first link that does not hold.
 */
export async function verifyHashChain(em: EntityManager, keptHead?: string): Promise<VerifiedChain> {
  return em.fork().transactional(async (em) => {
    await sql`set transaction isolation level repeatable read, read only`.execute(em.getKysely());
    const days = await sealedDays(em);
    const living = await livingActors(em);
    const found: VerifiedChain = { entries: 0, pruned: 0, days: days.length, last: null, keptDay: null };

    for (const sealed of days) {
      expectNextDay(found.last?.day, sealed.day);
      found.pruned += await verifyDay(em, sealed, { previous: found.last?.head ?? noHead, living });
      found.entries += sealed.entries;
      found.last = sealed;
      if (sealed.head === keptHead) found.keptDay = sealed.day;
    }
    if (days[0]) await expectNothingBefore(em, days[0].day);
    if (keptHead !== undefined && found.keptDay === null) {
      throw new AuditChainError(
        `No sealed day has the head ${keptHead}: the history up to it was written anew, so compare the log with a backup of that time.`,
      );
    }

    return found;
  });
}

/** @returns how many of the day's entries were pruned. */
async function verifyDay(
  em: EntityManager,
  { day, entries, head }: ChainDay,
  { previous, living }: { previous: string; living: Set<string> },
): Promise<number> {
  let link = previous;
  let place = 0;
  let pruned = 0;

  for await (const seal of compareDay(em, day)) {
    place += 1;
    if (seal.sequence !== place) {
      throw new AuditChainError(
        `Seal ${place} of ${day} is missing: it was deleted or moved, so compare activity_chain_entries with a backup.`,
      );
    }
    link = linkAfter(link, seal);
    if (link !== seal.hash) {
      throw new AuditChainError(
        `Seal ${place} of ${day} does not follow from the one before: it was changed or moved, so compare activity_chain_entries with a backup.`,
      );
    }
    expectHonest(seal, living);
    if (!seal.isThere) pruned += 1;
  }
  if (place !== entries || headAfter(link, { day, entries }) !== head) {
    throw new AuditChainError(
      `The head of ${day} does not follow from its ${place} seals: one was added or deleted at the end, or the head was changed, so compare activity_chain_entries and activity_chain_days with a backup.`,
    );
  }
  await expectNothingInserted(em, day);

  return pruned;
}

function expectNextDay(before: string | undefined, day: string): void {
  if (before !== undefined && day !== nextDay(before)) {
    throw new AuditChainError(
      `The head of ${nextDay(before)} is missing: it was deleted, so compare activity_chain_days with a backup.`,
    );
  }
}

async function sealedDays(em: EntityManager): Promise<ChainDay[]> {
  const { rows } = await sql<ChainDay>`
    select day::text, entries, encode(head, 'hex') as head from ${tables.activityChainDays} order by day`.execute(
    em.getKysely(),
  );

  return rows;
}

/** The hashes of everybody who was not erased. */
async function livingActors(em: EntityManager): Promise<Set<string>> {
  const { rows } = await sql<{ actor: string }>`
    select ${actorHash} as actor
    from ${tables.actorSalts} join ${tables.users} on users.id = actor_salts.user_id`.execute(em.getKysely());

  return new Set(rows.map(({ actor }) => actor));
}
