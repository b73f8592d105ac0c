/**
 * A place in the live feed: everything written by transactions before `xid`, and by `xid` up to `id`, lies behind it.
 * Transaction numbers, unlike ids and times, tell which rows may still appear: those of transactions still running.
 */
export interface FeedCursor {
  xid: bigint;
  id: string;
  /**
   * Whose transaction numbers these are: the database cluster's own number and timeline. After a restore elsewhere the
   * numbers begin anew, and a place of before means nothing. Empty when a cursor does not say.
   */
  life: string;
}

const firstId = "00000000-0000-0000-0000-000000000000";
const cursorPattern =
  /^(\d{1,20})\.([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})(?:@([0-9-]{1,40}))?$/;

/** The place just before everything that transaction `xid` and later ones write. */
export function cursorBefore(xid: bigint, life: string): FeedCursor {
  return { xid, id: firstId, life };
}

export function writeCursor({ xid, id, life }: FeedCursor): string {
  return `${xid}.${id}@${life}`;
}

/** Null when the text is not a cursor. */
export function readCursor(text: string): FeedCursor | null {
  const [, xid, id, life = ""] = cursorPattern.exec(text) ?? [];

  return xid && id ? { xid: BigInt(xid), id, life } : null;
}

/** Whether `a` lies after `b`. */
export function isAfter(a: FeedCursor, b: FeedCursor): boolean {
  return a.xid === b.xid ? a.id > b.id : a.xid > b.xid;
}
