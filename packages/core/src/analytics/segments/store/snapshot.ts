/** Which transactions a reader saw; the text is that of PostgreSQL's `pg_snapshot`, `xmin:xmax:xip,xip,…`. */
export interface Snapshot {
  text: string;
  /** Everything before it was seen. */
  oldest: number;
  /** Whether the changes of a transaction were seen. */
  sees(xid: number): boolean;
}

export function parseSnapshot(text: string): Snapshot {
  const [oldest = 0, next = 0] = text.split(":").map(Number);
  const running = new Set((text.split(":")[2] ?? "").split(",").filter(Boolean).map(Number));

  return { text, oldest, sees: (xid) => xid < oldest || (xid < next && !running.has(xid)) };
}
