import type { Figures } from "../proof.ts";

/** Runs a statement on the database. */
export type Query = <Row>(text: string, values?: unknown[]) => Promise<Row[]>;

/** Tracks each event by id: sent, acknowledged, delivered. Stored events are read from the database at the end. */
export interface Ledger {
  recordSent: (id: string) => void;
  recordAcknowledged: (id: string) => void;
  isAcknowledged: (id: string) => boolean;
  /** Adds a listener that has to get every event. Returns the function that records a delivery to it. */
  createListener: () => (id: string) => void;
  acknowledged: () => number;
  /** Waits until no more events are delivered, then compares. */
  balance: (query: Query) => Promise<Balance>;
}

export type Balance = Required<
  Pick<Figures, "sent" | "acknowledged" | "stored" | "delivered" | "lost" | "twice">
>;

const MAX_SILENCE_MS = 60_000;
const POLL_MS = 100;

export function createLedger(): Ledger {
  const sent = new Set<string>();
  const acknowledged = new Set<string>();
  /** Per listener: how often each event was delivered. */
  const listeners: Map<string, number>[] = [];

  async function findStoredIds(query: Query): Promise<Set<string>> {
    const rows = await query<{ id: string }>(
      "select id from admin_events.events where id = any($1::uuid[])",
      [[...sent]],
    );

    return new Set(rows.map(({ id }) => id));
  }

  /** A slow machine may take its time, as long as events keep arriving. */
  async function waitForDeliveries(stored: ReadonlySet<string>): Promise<void> {
    let [delivered, lastAt] = [-1, Date.now()];

    while (Date.now() - lastAt < MAX_SILENCE_MS && listeners.some((counts) => counts.size < stored.size)) {
      const now = listeners.reduce((sum, counts) => sum + counts.size, 0);
      if (now > delivered) [delivered, lastAt] = [now, Date.now()];
      await new Promise((resolve) => setTimeout(resolve, POLL_MS));
    }
  }

  return {
    recordSent: (id) => void sent.add(id),
    recordAcknowledged: (id) => void acknowledged.add(id),
    isAcknowledged: (id) => acknowledged.has(id),
    acknowledged: () => acknowledged.size,
    createListener() {
      const counts = new Map<string, number>();
      listeners.push(counts);
      return (id) => sent.has(id) && counts.set(id, (counts.get(id) ?? 0) + 1);
    },
    async balance(query) {
      const stored = await findStoredIds(query);
      await waitForDeliveries(stored);
      const deliveries = listeners.flatMap((counts) => [...counts.values()]);
      const notStored = [...acknowledged].filter((id) => !stored.has(id)).length;

      return {
        sent: sent.size,
        acknowledged: acknowledged.size,
        stored: stored.size,
        delivered: deliveries.length,
        lost: notStored + listeners.reduce((sum, counts) => sum + countMissing(counts, stored), 0),
        twice: deliveries.filter((count) => count > 1).length,
      };
    },
  };
}

function countMissing(counts: ReadonlyMap<string, number>, stored: ReadonlySet<string>): number {
  return [...stored].filter((id) => !counts.has(id)).length;
}

/** The reasons why a balance refutes a proof. */
export function findFailures({ sent, acknowledged, stored, lost, twice }: Balance): string[] {
  return [
    ...(sent > 0 ? [] : ["No events were sent."]),
    ...(acknowledged === sent ? [] : [`${sent - acknowledged} events were never acknowledged.`]),
    ...(stored === acknowledged ? [] : [`${stored} events are stored, ${acknowledged} were acknowledged.`]),
    ...(lost === 0 ? [] : [`${lost} events were lost.`]),
    ...(twice === 0 ? [] : [`${twice} events were delivered twice.`]),
  ];
}
