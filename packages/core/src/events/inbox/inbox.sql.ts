import type { EntityManager } from "@admin-events/db";
import { tables } from "@admin-events/db";
import { sql } from "kysely";
import { anyOf } from "../../any-of.ts";
import { wakeUp } from "../../wake-up.sql.ts";
import { getWakeChannel } from "../storing/write-events.sql.ts";

/** What a notification on the wake channel says when there is something in the inbox. */
export const INBOX_PAYLOAD = "inbox";

/** A committed event that is not stored yet. */
export interface InboxRow {
  /** Identifies the row; the event's id does not. */
  sequence: string;
  id: string;
  name: string;
  /** JSON. */
  options: string;
  isPrepared: boolean;
  trackedAt: Date;
}

type Selection = { limit: number; except: readonly string[] } | { sequences: readonly string[] };

/** Locks rows that wait until the transaction ends. Leaves out those that another process has locked. */
export async function takeRows(em: EntityManager, selection: Selection): Promise<InboxRow[]> {
  const isSelected =
    "sequences" in selection
      ? sql`sequence = ${anyOf(selection.sequences, "bigint")}`
      : sql`not sequence = ${anyOf(selection.except, "bigint")}`;
  const { rows } = await sql<Omit<InboxRow, "trackedAt"> & { trackedAt: string }>`
    select sequence::text, id, name, options::text, is_prepared as "isPrepared", tracked_at as "trackedAt"
    from ${tables.inbox}
    where problem is null and ${isSelected}
    order by sequence
    limit ${"limit" in selection ? selection.limit : selection.sequences.length}
    for update skip locked`.execute(em.getKysely());

  return rows.map((row) => ({ ...row, trackedAt: new Date(row.trackedAt) }));
}

export async function hasWaitingRows(em: EntityManager, except: readonly string[]): Promise<boolean> {
  const { rows } = await sql`
    select from ${tables.inbox} where problem is null and not sequence = ${anyOf(except, "bigint")} limit 1`.execute(
    em.getKysely(),
  );

  return rows.length > 0;
}

export async function deleteRows(em: EntityManager, sequences: readonly string[]): Promise<void> {
  if (sequences.length === 0) return;

  await sql`delete from ${tables.inbox} where sequence = ${anyOf(sequences, "bigint")}`.execute(
    em.getKysely(),
  );
}

export interface RejectedRow {
  sequence: string;
  problem: string;
  /** JSON without secrets, as it is kept. */
  options: string;
}

export async function markRejected(em: EntityManager, rejected: readonly RejectedRow[]): Promise<void> {
  if (rejected.length === 0) return;

  await sql`
    update ${tables.inbox} as inbox
    set problem = rejected.problem, options = rejected.options::jsonb, rejected_at = clock_timestamp()
    from jsonb_to_recordset(${JSON.stringify(rejected)}::jsonb) as rejected(sequence bigint, problem text, options text)
    where inbox.sequence = rejected.sequence`.execute(em.getKysely());
}

export interface NewInboxRow {
  id: string;
  name: string;
  /** A prepared event. */
  options: object;
}

/**
 * Writes events that are prepared, in the caller's transaction.
 *
 * @returns the ids that are not stored yet. Rows of other transactions and earlier ones of this are not looked at.
 */
export async function addToInbox(em: EntityManager, events: readonly NewInboxRow[]): Promise<Set<string>> {
  const { rows } = await sql<{ id: string }>`
    with added as (
      insert into ${tables.inbox} (id, name, options, is_prepared)
      select sent.id, sent.name, sent.options, true
      from jsonb_to_recordset(${JSON.stringify(events)}::jsonb)
        as sent(id uuid, name text, options jsonb)
      where not exists (select from ${tables.events} as stored where stored.id = sent.id)
      returning id
    ),
    wake as (${wakeUp(getWakeChannel(em), sql`select ${INBOX_PAYLOAD}::text from added limit 1`)})
    select id, (select count(*) from wake) as woken from added`.execute(em.getKysely());

  return new Set(rows.map(({ id }) => id));
}
