import type { EntityManager } from "@admin-events/db";
import { sql } from "kysely";
import { assertErasuresLogged } from "./assert-erasures-logged.ts";
import { assertNoInsertions, assertNoneBefore } from "./assert-no-insertions.ts";
import { assertUnchanged } from "./assert-unchanged.ts";
import { AuditChainError, getNextDay, hashDay, hashEntry, INITIAL_HEAD } from "./chain-entry.ts";
import { compareDay } from "./compare-day.sql.ts";
import { actorHash } from "./hashed-columns.sql.ts";

export interface VerifiedChain {
  entries: number;
  /** Entries whose activity was deleted by a logged prune. */
  pruned: number;
  /** Entries from whose activity a logged erasure removed personal data. */
  erased: number;
  days: number;
  /** The last day, `YYYY-MM-DD`, and its head, which covers the whole chain; null for an empty chain. */
  last: { day: string; head: string } | null;
  /** The day whose head is the kept head; null if none was given. */
  keptDay: string | null;
}

interface ChainDay {
  day: string;
  entries: number;
  head: string;
}

/**
 * Compares the activity log with its hash chain, from the first day to the last, in one snapshot.
 *
 * @param keptHead a head that was kept outside of the database, in hex. One of the days must have it.
 * @throws {AuditChainError} at the first broken link.
 */
export async function verifyHashChain(em: EntityManager, keptHead?: string): Promise<VerifiedChain> {
  return em.fork().transactional(async (em) => {
    await sql`set transaction isolation level repeatable read, read only`.execute(em.getKysely());
    const erased = await assertErasuresLogged(em);
    const days = await listDays(em);
    const currentActors = await listCurrentActors(em);
    const chain: VerifiedChain = {
      entries: 0,
      pruned: 0,
      erased,
      days: days.length,
      last: null,
      keptDay: null,
    };

    for (const day of days) {
      assertNextDay(chain.last?.day, day.day);
      chain.pruned += await verifyDay(em, day, {
        previousHead: chain.last?.head ?? INITIAL_HEAD,
        currentActors,
      });
      chain.entries += day.entries;
      chain.last = day;
      if (day.head === keptHead) chain.keptDay = day.day;
    }
    if (days[0]) await assertNoneBefore(em, days[0].day);
    if (keptHead !== undefined && chain.keptDay === null) {
      throw new AuditChainError(
        `No day of the hash chain has the head ${keptHead}. The history up to it was rewritten: compare the log with a backup of that time.`,
      );
    }

    return chain;
  });
}

/** @returns how many of the day's activities were pruned. */
async function verifyDay(
  em: EntityManager,
  { day, entries, head }: ChainDay,
  { previousHead, currentActors }: { previousHead: string; currentActors: Set<string> },
): Promise<number> {
  let hash = previousHead;
  let position = 0;
  let pruned = 0;

  for await (const entry of compareDay(em, day)) {
    position += 1;
    if (entry.sequence !== position) {
      throw new AuditChainError(
        `Entry ${position} of ${day} is missing. It was deleted or moved: compare activity_chain_entries with a backup.`,
      );
    }
    hash = hashEntry(hash, entry);
    if (hash !== entry.hash) {
      throw new AuditChainError(
        `Entry ${position} of ${day} does not follow from the entry before it. It was changed or moved: compare activity_chain_entries with a backup.`,
      );
    }
    assertUnchanged(entry, currentActors);
    if (!entry.isStored) pruned += 1;
  }
  if (position !== entries || hashDay(hash, { day, entries }) !== head) {
    throw new AuditChainError(
      `The head of ${day} does not follow from its ${position} entries. An entry was added or deleted at the end, or the head was changed: compare activity_chain_entries and activity_chain_days with a backup.`,
    );
  }
  await assertNoInsertions(em, day);

  return pruned;
}

function assertNextDay(previousDay: string | undefined, day: string): void {
  if (previousDay !== undefined && day !== getNextDay(previousDay)) {
    throw new AuditChainError(
      `The head of ${getNextDay(previousDay)} is missing. It was deleted: compare activity_chain_days with a backup.`,
    );
  }
}

async function listDays(em: EntityManager): Promise<ChainDay[]> {
  const days = await em
    .getKysely()
    .selectFrom("activity_chain_days")
    .select([sql<string>`day::text`.as("day"), "entries", "head"])
    .orderBy("activity_chain_days.day")
    .execute();

  return days.map(({ day, entries, head }) => ({ day, entries, head: head.toString("hex") }));
}

async function listCurrentActors(em: EntityManager): Promise<Set<string>> {
  const actors = await em
    .getKysely()
    .selectFrom("actor_salts")
    .innerJoin("users", "users.id", "actor_salts.user_id")
    .select(actorHash.as("hash"))
    .execute();

  return new Set(actors.map(({ hash }) => hash));
}
