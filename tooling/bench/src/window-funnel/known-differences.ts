import type { Chain, Happening } from "./both-engines.ts";

/** A stream on which our ordered funnel and `windowFunnel` count differently, on purpose. */
interface Difference {
  sentence: string;
  happenings: Happening[];
  chain: Chain;
  ours: number[];
  theirs: number[];
}

const minute = 60_000;
const hour = { from: 0, to: 60 * minute, windowSeconds: 3_600 };

/** Where ours and ClickHouse's part. Everywhere else they count alike. */
export const differences: readonly Difference[] = [
  {
    sentence: "One event never serves two steps; windowFunnel lets it, when a name stands twice.",
    happenings: [
      { name: "step.a", person: 1, at: 0 },
      { name: "step.b", person: 1, at: minute },
    ],
    chain: { names: ["step.a", "step.a", "step.b"], ...hour },
    ours: [1, 0, 0],
    theirs: [1, 1, 1],
  },
  {
    sentence:
      "A strict funnel allows no other step in between; windowFunnel's strict_order allows the same step again.",
    happenings: [
      { name: "step.a", person: 1, at: 0 },
      { name: "step.b", person: 1, at: minute },
      { name: "step.b", person: 1, at: 2 * minute },
      { name: "step.c", person: 1, at: 3 * minute },
    ],
    chain: { names: ["step.a", "step.b", "step.c"], ...hour, strict: true },
    ours: [1, 1, 0],
    theirs: [1, 1, 1],
  },
];
