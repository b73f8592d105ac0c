/**
 * A place in the live feed: everything written by transactions before `xid`, and by `xid` up to `id`, lies behind it.
 * Transaction numbers, unlike ids and times, tell which rows may still appear: those of transactions still running.
 */
export interface FeedCursor {
  xid: bigint;
  id: string;
}

const firstId = "00000000-0000-0000-0000-000000000000";
const cursorPattern = /^(\d{1,20})\.([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})$/;

/** The place just before everything that transaction `xid` and later ones write. */
export function cursorBefore(xid: bigint): FeedCursor {
  return { xid, id: firstId };
}

export function writeCursor({ xid, id }: FeedCursor): string {
  return `${xid}.${id}`;
}

/** Null when the text is not a cursor. */
export function readCursor(text: string): FeedCursor | null {
  const [, xid, id] = cursorPattern.exec(text) ?? [];

  return xid && id ? { xid: BigInt(xid), id } : null;
}

/** Whether `a` lies after `b`. */
export function isAfter(a: FeedCursor, b: FeedCursor): boolean {
  return a.xid === b.xid ? a.id > b.id : a.xid > b.xid;
}
