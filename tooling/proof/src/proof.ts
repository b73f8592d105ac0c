import type { Rig } from "./rig/open-rig.ts";

/** How hard the proofs try. */
export interface Scale {
  /** For how long events are sent while something goes wrong. */
  seconds: number;
  /** How often it goes wrong. */
  faults: number;
  /** Events a second. */
  rate: number;
  /** Bodies that are not as they should be. */
  bodies: number;
  /** Connections of a flood. */
  connections: number;
}

export const scales = {
  short: { seconds: 1, faults: 1, rate: 800, bodies: 1_000, connections: 200 },
  long: { seconds: 25, faults: 8, rate: 1_000, bodies: 10_000, connections: 2_000 },
} satisfies Record<string, Scale>;

/** What was counted from outside, by the ids of the events. */
export interface Figures {
  sent?: number;
  acknowledged?: number;
  stored?: number;
  /** Deliveries to live listeners, each of which should get every event. */
  delivered?: number;
  /** Acknowledged but not stored, or stored but not delivered to a listener. */
  lost?: number;
  /** Stored or delivered more than once. */
  twice?: number;
  /** What else was measured, in a few words. */
  measured: string;
  /** What does not hold, a sentence each; none when the proof stands. */
  failures: string[];
}

export interface Proof {
  /** What holds, as a sentence. */
  claim: string;
  /** Only worth its time in the long form. */
  isLong?: true;
  /** Leaves the rig in working order. */
  run: (rig: Rig, scale: Scale) => Promise<Figures>;
}
