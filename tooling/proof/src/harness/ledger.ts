import type { Figures } from "../proof.ts";

/** Asks the database. */
export type Query = <Row>(text: string, values?: unknown[]) => Promise<Row[]>;

/** Every event by its id: sent, acknowledged, delivered. What is stored is asked of the database at the end. */
export interface Ledger {
  noteSent: (id: string) => void;
  noteAcknowledged: (id: string) => void;
  isAcknowledged: (id: string) => boolean;
  /** Opens the page of one listener, who should get every event. */
  listener: () => (id: string) => void;
  acknowledged: () => number;
  /** Compares all pages, after waiting until nothing more is delivered. */
  balance: (query: Query) => Promise<Balance>;
}

export type Balance = Required<
  Pick<Figures, "sent" | "acknowledged" | "stored" | "delivered" | "lost" | "twice">
>;

const longestSilence = 60_000;
const pause = 100;

export function createLedger(): Ledger {
  const sent = new Set<string>();
  const acknowledged = new Set<string>();
  const pages: Map<string, number>[] = [];

  async function storedIds(query: Query): Promise<Set<string>> {
    const rows = await query<{ id: string }>("select id from admin_events.events where id = any($1::uuid[])", [[...sent]]);

    return new Set(rows.map(({ id }) => id));
  }

  /** A slow machine may take its time, as long as something comes. */
  async function untilAllDelivered(stored: ReadonlySet<string>): Promise<void> {
    let [delivered, lastAt] = [-1, Date.now()];

    while (Date.now() - lastAt < longestSilence && pages.some((page) => page.size < stored.size)) {
      const now = pages.reduce((sum, page) => sum + page.size, 0);
      if (now > delivered) [delivered, lastAt] = [now, Date.now()];
      await new Promise((resolve) => setTimeout(resolve, pause));
    }
  }

  return {
    noteSent: (id) => void sent.add(id),
    noteAcknowledged: (id) => void acknowledged.add(id),
    isAcknowledged: (id) => acknowledged.has(id),
    acknowledged: () => acknowledged.size,
    listener() {
      const page = new Map<string, number>();
      pages.push(page);
      return (id) => sent.has(id) && page.set(id, (page.get(id) ?? 0) + 1);
    },
    async balance(query) {
      const stored = await storedIds(query);
      await untilAllDelivered(stored);
      const deliveries = pages.flatMap((page) => [...page.values()]);
      const notStored = [...acknowledged].filter((id) => !stored.has(id)).length;

      return {
        sent: sent.size,
        acknowledged: acknowledged.size,
        stored: stored.size,
        delivered: deliveries.length,
        lost: notStored + pages.reduce((sum, page) => sum + missingOn(page, stored), 0),
        twice: deliveries.filter((count) => count > 1).length,
      };
    },
  };
}

function missingOn(page: ReadonlyMap<string, number>, stored: ReadonlySet<string>): number {
  return [...stored].filter((id) => !page.has(id)).length;
}

/** What a balance says against a proof. */
export function failuresOf({ sent, acknowledged, stored, lost, twice }: Balance): string[] {
  return [
    ...(sent > 0 ? [] : ["Nothing was sent."]),
    ...(acknowledged === sent ? [] : [`${sent - acknowledged} events were never acknowledged.`]),
    ...(stored === acknowledged ? [] : [`${stored} events are stored, ${acknowledged} were acknowledged.`]),
    ...(lost === 0 ? [] : [`${lost} were lost.`]),
    ...(twice === 0 ? [] : [`${twice} came twice.`]),
  ];
}
