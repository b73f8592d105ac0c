/** Which transactions a reader saw. */
export interface Snapshot {
  /** Everything before it was seen. */
  oldest: number;
  /** Whether the changes of a transaction were seen. */
  sees(xid: number): boolean;
}

/** Reads the text of PostgreSQL's `pg_snapshot`: `xmin:xmax:xip,xip,…`. */
export function parseSnapshot(text: string): Snapshot {
  const [oldest = 0, next = 0] = text.split(":").map(Number);
  const running = new Set((text.split(":")[2] ?? "").split(",").filter(Boolean).map(Number));

  return { oldest, sees: (xid) => xid < oldest || (xid < next && !running.has(xid)) };
}
