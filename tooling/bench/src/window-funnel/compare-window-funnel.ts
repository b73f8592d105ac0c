import { createRandom, print } from "@admin-events/load";
import type { FunnelCase, FunnelEvent } from "./both-engines.ts";
import { openBothEngines } from "./both-engines.ts";
import { knownDifferences } from "./known-differences.ts";

export interface WindowFunnelOptions {
  rounds: number;
  seed: number;
}

const names = ["step.a", "step.b", "step.c", "step.d"];
const MINUTE_MS = 60_000;

/**
 * Compares our ordered funnel with ClickHouse's `windowFunnel` on random streams in which many events share a timestamp,
 * and shows an example of each known difference.
 *
 * @throws if they differ where they should agree, or agree where they should differ.
 */
export async function compareWindowFunnel({ rounds, seed }: WindowFunnelOptions): Promise<void> {
  const both = await openBothEngines();
  if (!both) {
    process.exitCode = 1;
    return;
  }
  await using _ = both;
  const random = createRandom(seed);

  let compared = 0;
  for (let round = 0; round < rounds; round++) {
    await both.store(createRandomEvents(random));
    for (let repetition = 0; repetition < 5; repetition++) {
      const funnelCase = createRandomCase(random);
      const [ours, theirs] = [await both.countOurs(funnelCase), await both.countTheirs(funnelCase)];
      if (String(ours) !== String(theirs)) {
        throw new Error(
          `Round ${round}: for ${JSON.stringify(funnelCase)} we count ${String(ours)}, ClickHouse ${String(theirs)}.`,
        );
      }
      compared++;
    }
  }
  print(`${compared} random funnels have equal counts.`);

  for (const { description, events, funnel, ours, theirs } of knownDifferences) {
    await both.store(events);
    const counts = [await both.countOurs(funnel), await both.countTheirs(funnel)];
    if (String(counts) !== String([ours, theirs])) {
      throw new Error(
        `"${description}" is wrong: ${JSON.stringify(counts)}, expected ${JSON.stringify([ours, theirs])}.`,
      );
    }
    print(`Known difference: ${description} Ours: ${ours.join(", ")}. ClickHouse: ${theirs.join(", ")}.`);
  }
}

/** 20 people with events at 60 different minutes. */
function createRandomEvents(random: () => number): FunnelEvent[] {
  return Array.from({ length: 150 }, () => ({
    name: names[Math.floor(random() * names.length)] ?? "",
    person: 1 + Math.floor(random() * 20),
    at: Math.floor(random() * 60) * MINUTE_MS,
  }));
}

function createRandomCase(random: () => number): FunnelCase {
  const from = Math.floor(random() * 30) * MINUTE_MS;

  return {
    names: names.toSorted(() => random() - 0.5).slice(0, 1 + Math.floor(random() * names.length)),
    from,
    to: from + Math.floor(1 + random() * 40) * MINUTE_MS,
    windowSeconds: [60, 300, 1_200, 3_600][Math.floor(random() * 4)] ?? 60,
  };
}
