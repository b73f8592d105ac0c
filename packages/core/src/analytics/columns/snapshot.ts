export interface Snapshot {
  /** Every transaction before it is visible. */
  oldestXid: number;
  includes(xid: number): boolean;
}

/** Parses PostgreSQL's `pg_snapshot`: `xmin:xmax:xip,xip,…`. */
export function parseSnapshot(text: string): Snapshot {
  const [oldestXid = 0, nextXid = 0] = text.split(":").map(Number);
  const running = new Set((text.split(":")[2] ?? "").split(",").filter(Boolean).map(Number));

  return { oldestXid, includes: (xid) => xid < oldestXid || (xid < nextXid && !running.has(xid)) };
}
