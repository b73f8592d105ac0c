/**
 * A position in the live feed: after everything that transactions before `xid` wrote, and after the rows of `xid` up to
 * `id`. Unlike ids and times, transaction ids tell which rows may still appear: those of running transactions.
 */
export interface FeedCursor {
  xid: bigint;
  id: string;
  /** The cluster and timeline of the transaction ids, which restart after a restore elsewhere. Empty if it is not named. */
  timeline: string;
}

const NIL_ID = "00000000-0000-0000-0000-000000000000";
const cursorPattern =
  /^(\d{1,20})\.([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})(?:@([0-9-]{1,40}))?$/;

/** The position before everything that transaction `xid` and later ones write. */
export function cursorBefore(xid: bigint, timeline: string): FeedCursor {
  return { xid, id: NIL_ID, timeline };
}

export function formatCursor({ xid, id, timeline }: FeedCursor): string {
  return `${xid}.${id}@${timeline}`;
}

/** Null if the text is not a cursor. */
export function parseCursor(text: string): FeedCursor | null {
  const [, xid, id, timeline = ""] = cursorPattern.exec(text) ?? [];

  return xid && id ? { xid: BigInt(xid), id, timeline } : null;
}

export function isAfter(a: FeedCursor, b: FeedCursor): boolean {
  return a.xid === b.xid ? a.id > b.id : a.xid > b.xid;
}
