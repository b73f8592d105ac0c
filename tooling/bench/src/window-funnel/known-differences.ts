import type { FunnelCase, FunnelEvent } from "./both-engines.ts";

/** Events for which our ordered funnel and `windowFunnel` give different counts, by design. */
interface KnownDifference {
  description: string;
  events: FunnelEvent[];
  funnel: FunnelCase;
  ours: number[];
  theirs: number[];
}

const MINUTE_MS = 60_000;
const firstHour = { from: 0, to: 60 * MINUTE_MS, windowSeconds: 3_600 };

/** In all other cases both give the same counts. */
export const knownDifferences: readonly KnownDifference[] = [
  {
    description: "If a name appears twice, windowFunnel may use one event for both steps; ours never does.",
    events: [
      { name: "step.a", person: 1, at: 0 },
      { name: "step.b", person: 1, at: MINUTE_MS },
    ],
    funnel: { names: ["step.a", "step.a", "step.b"], ...firstHour },
    ours: [1, 0, 0],
    theirs: [1, 1, 1],
  },
  {
    description:
      "windowFunnel's strict_order allows repetitions of a step in between; our strict funnel allows none.",
    events: [
      { name: "step.a", person: 1, at: 0 },
      { name: "step.b", person: 1, at: MINUTE_MS },
      { name: "step.b", person: 1, at: 2 * MINUTE_MS },
      { name: "step.c", person: 1, at: 3 * MINUTE_MS },
    ],
    funnel: { names: ["step.a", "step.b", "step.c"], ...firstHour, strict: true },
    ours: [1, 1, 0],
    theirs: [1, 1, 1],
  },
];
