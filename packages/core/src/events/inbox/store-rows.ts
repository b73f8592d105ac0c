import type { EntityManager } from "@admin-events/db";
import { setTimeout as sleep } from "node:timers/promises";
import { getSqlState, isConnectionLost, isDataError, isNotifyQueueFull } from "../../database-errors.ts";
import { ValidationError } from "../../errors.ts";
import type { Rejection } from "../../item-result.ts";
import type { Logger } from "../../logger.ts";
import type { EventRules, PreparedEvent } from "../preparing/prepare-event.ts";
import type { IdCaches } from "../storing/id-cache.ts";
import { UNSTORABLE_DATA } from "../storing/store-events.ts";
import { writeEvents } from "../storing/write-events.sql.ts";
import type { InboxRow } from "./inbox.sql.ts";
import { deleteRows, markRejected, takeRows } from "./inbox.sql.ts";
import type { PreparedRows } from "./prepare-rows.ts";
import { prepareRows, refuseRow } from "./prepare-rows.ts";

export interface StoreRowsDeps {
  fork: () => EntityManager;
  rules: EventRules;
  idCaches: IdCaches;
  logger: Logger;
}

export interface StoredRows {
  /** Rows that left the inbox, or were rejected. */
  count: number;
  /** New events, with whether the process that tracked them prepared them. */
  stored: { event: PreparedEvent; isPrepared: boolean }[];
  rejections: Rejection[];
}

const BATCH_SIZE = 500;
const MAX_ATTEMPTS = 3;
/** How long a row that waits for a lock is left alone, so that it delays no others. */
const POSTPONE_MS = 5_000;

/** https://www.postgresql.org/docs/current/errcodes-appendix.html */
const LOCK_NOT_AVAILABLE = "55P03";
const SERIALIZATION_FAILURE = "40001";
const DEADLOCK_DETECTED = "40P01";

/** Stores a batch of rows and deletes them in one transaction, so that each is stored exactly once. */
export function createRowStorage({ fork, rules, idCaches, logger }: StoreRowsDeps) {
  /** Until when rows are left alone. */
  const postponed = new Map<string, number>();

  function listPostponed(): string[] {
    const now = Date.now();
    for (const [sequence, until] of postponed) if (until <= now) postponed.delete(sequence);

    return [...postponed.keys()];
  }

  async function storeInTransaction(
    selection: Parameters<typeof takeRows>[1],
    skipsWakeUps: boolean,
    onTaken: (rows: readonly InboxRow[]) => void,
  ): Promise<StoredRows> {
    return fork().transactional(async (em) => {
      const rows = await takeRows(em, selection);
      onTaken(rows);
      if (rows.length === 0) return { count: 0, stored: [], rejections: [] };

      const { events, rejected } = prepareRows(rules, rows);
      const newIds = await writeEvents(
        em,
        idCaches,
        events.map(({ event }) => event),
        { notifyHandlers: true, skipsWakeUps },
      );
      await markRejected(
        em,
        rejected.map(({ row }) => row),
      );
      await deleteRows(
        em,
        events.map(({ row }) => row.sequence),
      );

      return {
        count: rows.length,
        // A second row with the same id is a duplicate.
        stored: events.flatMap(({ row, event }) =>
          newIds.delete(event.id) ? [{ event, isPrepared: row.isPrepared }] : [],
        ),
        rejections: rejected.map(({ rejection }) => rejection),
      };
    });
  }

  /** Finds rows that PostgreSQL does not take, or that wait for a lock, by bisection. */
  async function store(selection: Parameters<typeof takeRows>[1]): Promise<StoredRows> {
    let taken: readonly InboxRow[] = [];
    let skipsWakeUps = false;

    for (let attempt = 1; ; attempt++) {
      try {
        return await storeInTransaction(selection, skipsWakeUps, (rows) => (taken = rows));
      } catch (error) {
        const state = getSqlState(error);
        if (isNotifyQueueFull(error) && !skipsWakeUps) {
          skipsWakeUps = true;
          continue;
        }
        const isTransient =
          state === SERIALIZATION_FAILURE || state === DEADLOCK_DETECTED || isConnectionLost(error);
        if (isTransient && attempt < MAX_ATTEMPTS) {
          await sleep(Math.random() * 20 * attempt);
          continue;
        }
        if (!isDataError(error) && state !== LOCK_NOT_AVAILABLE) throw error;
        if (taken.length === 0) throw error;
        if (taken.length === 1) return settle(taken[0] as InboxRow, error);

        const sequences = taken.map(({ sequence }) => sequence);
        const middle = Math.ceil(sequences.length / 2);
        const first = await store({ sequences: sequences.slice(0, middle) });
        const second = await store({ sequences: sequences.slice(middle) });
        return {
          count: taken.length,
          stored: [...first.stored, ...second.stored],
          rejections: [...first.rejections, ...second.rejections],
        };
      }
    }
  }

  async function settle(row: InboxRow, error: unknown): Promise<StoredRows> {
    if (!isDataError(error)) {
      postponed.set(row.sequence, Date.now() + POSTPONE_MS);
      return { count: 1, stored: [], rejections: [] };
    }

    logger.warn(
      { eventId: row.id, name: row.name, code: getSqlState(error), problem: (error as Error).message },
      "PostgreSQL refuses an event, so it was rejected.",
    );
    const rejected: PreparedRows["rejected"][number] = refuseRow(
      rules,
      row,
      new ValidationError("event", UNSTORABLE_DATA),
    );
    await markRejected(fork(), [rejected.row]);

    return { count: 1, stored: [], rejections: [rejected.rejection] };
  }

  return {
    listPostponed,
    storeBatch: () => store({ limit: BATCH_SIZE, except: listPostponed() }),
    isFull: ({ count }: StoredRows) => count >= BATCH_SIZE,
  };
}
