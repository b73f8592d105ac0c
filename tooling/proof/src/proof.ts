import type { Harness } from "./harness/open-harness.ts";

/** How long and how hard a proof tests. */
export interface Scale {
  /** How long events are sent while faults occur. */
  seconds: number;
  /** Number of faults. */
  faults: number;
  /** Events per second. */
  rate: number;
  /** Malformed request bodies. */
  bodies: number;
  /** Hostile connections. */
  connections: number;
}

export const scales = {
  short: { seconds: 1, faults: 1, rate: 800, bodies: 1_000, connections: 200 },
  long: { seconds: 25, faults: 8, rate: 1_000, bodies: 10_000, connections: 2_000 },
} satisfies Record<string, Scale>;

/** Counted from outside, by event id. */
export interface Figures {
  sent?: number;
  acknowledged?: number;
  stored?: number;
  /** Deliveries to live listeners; each listener has to get every event. */
  delivered?: number;
  /** Acknowledged but not stored, or stored but not delivered to a listener. */
  lost?: number;
  /** Stored or delivered more than once. */
  twice?: number;
  /** Other measurements, in a few words. */
  measured: string;
  /** One message per failure; empty if the claim holds. */
  failures: string[];
}

export interface Proof {
  /** The verified behavior, without a final period. */
  claim: string;
  /** Runs only with `--long`. */
  isLong?: true;
  /** Leaves the harness in working order for the next proof. */
  run: (harness: Harness, scale: Scale) => Promise<Figures>;
}
