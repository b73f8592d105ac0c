import { createRandom, print } from "@admin-events/load";
import type { Chain, Happening } from "./both-engines.ts";
import { openBothWays } from "./both-engines.ts";
import { differences } from "./known-differences.ts";

export interface WindowFunnelOptions {
  rounds: number;
  seed: number;
}

const names = ["step.a", "step.b", "step.c", "step.d"];
const minute = 60_000;

/**
 * Compares our ordered funnel with ClickHouse's `windowFunnel` on random streams in which many events share a moment,
 * and shows by one example each where the definitions differ.
 *
 * @throws when they disagree where they should agree, or agree where they should differ.
 */
export async function compareWindowFunnel({ rounds, seed }: WindowFunnelOptions): Promise<void> {
  const both = await openBothWays();
  if (!both) {
    process.exitCode = 1;
    return;
  }
  await using _ = both;
  const random = createRandom(seed);

  let compared = 0;
  for (let round = 0; round < rounds; round++) {
    await both.store(randomHappenings(random));
    for (let question = 0; question < 5; question++) {
      const chain = randomChain(random);
      const [ours, theirs] = [await both.ours(chain), await both.theirs(chain)];
      if (String(ours) !== String(theirs)) {
        throw new Error(
          `Round ${round}: ${JSON.stringify(chain)} is ${String(ours)} here and ${String(theirs)} there.`,
        );
      }
      compared++;
    }
  }
  print(`${compared} random funnels were counted alike.`);

  for (const { sentence, happenings, chain, ours, theirs } of differences) {
    await both.store(happenings);
    const found = [await both.ours(chain), await both.theirs(chain)];
    if (String(found) !== String([ours, theirs])) {
      throw new Error(
        `"${sentence}" does not hold: ${JSON.stringify(found)}, expected ${JSON.stringify([ours, theirs])}.`,
      );
    }
    print(`Differs: ${sentence} Here ${ours.join(", ")}; there ${theirs.join(", ")}.`);
  }
}

/** A few people, each with events at few different minutes. */
function randomHappenings(random: () => number): Happening[] {
  return Array.from({ length: 150 }, () => ({
    name: names[Math.floor(random() * names.length)] ?? "",
    person: 1 + Math.floor(random() * 20),
    at: Math.floor(random() * 60) * minute,
  }));
}

function randomChain(random: () => number): Chain {
  const from = Math.floor(random() * 30) * minute;

  return {
    names: names.toSorted(() => random() - 0.5).slice(0, 1 + Math.floor(random() * names.length)),
    from,
    to: from + Math.floor(1 + random() * 40) * minute,
    windowSeconds: [60, 300, 1_200, 3_600][Math.floor(random() * 4)] ?? 60,
  };
}
