import fc from "fast-check";
import { expect, test } from "vitest";
import { createChainFollower } from "./follow-chain.ts";
import { createFunnelTally } from "./funnel-tally.ts";
import type { Segment } from "../columns/column-chunk.ts";
import { msInDay } from "../columns/column-chunk.ts";
import type { FunnelColumnsInput } from "./funnel.columns.ts";
import { countFunnel } from "./funnel.columns.ts";

const hour = 3_600_000;
const hours = (most: number) => fc.integer({ min: 0, max: most }).map((count) => count * hour);

interface Happening {
  nameId: number;
  person: number;
  time: number;
}

// Few different hours, so that many events share one.
const happening: fc.Arbitrary<Happening> = fc.record({
  nameId: fc.integer({ min: 1, max: 3 }),
  person: fc.integer({ min: 1, max: 3 }),
  time: hours(96),
});
const input: fc.Arbitrary<FunnelColumnsInput> = fc
  .record({
    nameIds: fc.array(fc.uniqueArray(fc.integer({ min: 1, max: 3 }), { minLength: 1 }), {
      minLength: 1,
      maxLength: 4,
    }),
    order: fc.constantFrom("ordered", "strict"),
    window: fc.constantFrom(hour, 5 * hour, msInDay, 3 * msInDay),
    from: hours(30),
    length: hours(70),
    now: hours(200),
  })
  .map(({ from, length, ...rules }) => ({
    ...rules,
    stepCount: rules.nameIds.length,
    entries: { from, to: from + length },
  }));

/** A segment for each day of each name. */
function packed(happenings: readonly Happening[]): Segment[] {
  const byDay = Map.groupBy(happenings, ({ nameId, time }) => `${nameId}/${Math.floor(time / msInDay)}`);

  return [...byDay].map(([key, events]) => {
    const [nameId = 0, day = 0] = key.split("/").map(Number);
    const ordered = events.toSorted((a, b) => a.time - b.time);
    return {
      nameId,
      day,
      people: Uint32Array.from(ordered, ({ person }) => person),
      times: Uint32Array.from(ordered, ({ time }) => time - day * msInDay),
    };
  });
}

/** Follows every person through all events, without leaving any out beforehand. */
function followEverybody(happenings: readonly Happening[], funnel: FunnelColumnsInput) {
  const tally = createFunnelTally(funnel.stepCount);
  for (const events of Map.groupBy(happenings, ({ person }) => person).values()) {
    const steps = events
      .map(({ nameId, time }) => ({
        time,
        bits: funnel.nameIds.reduce(
          (bits, ids, step) => (ids.includes(nameId) ? bits | (1 << step) : bits),
          0,
        ),
      }))
      .filter(({ time, bits }) => bits !== 0 && time >= funnel.entries.from)
      .toSorted((a, b) => a.time - b.time || a.bits - b.bits);
    const follower = createChainFollower(
      { times: steps.map(({ time }) => time), steps: steps.map(({ bits }) => bits) },
      { ...funnel, strict: funnel.order === "strict" },
    );
    const length = follower.follow(0, steps.length);
    if (length > 0) tally.add(follower, length);
  }

  return tally.steps();
}

test("leaving events out that cannot matter changes neither counts nor durations", () => {
  let gotFurther = 0;

  fc.assert(
    fc.property(fc.array(happening, { minLength: 10, maxLength: 40 }), input, (happenings, funnel) => {
      const concerned = packed(happenings).filter(({ nameId }) => funnel.nameIds.flat().includes(nameId));

      const counted = countFunnel(
        { segments: concerned, numbers: 4, peopleOf: ({ people }) => people },
        funnel,
      );

      expect(counted).toEqual(followEverybody(happenings, funnel));
      gotFurther += counted[1]?.count ?? 0;
    }),
    { numRuns: 3_000 },
  );
  expect(gotFurther).toBeGreaterThan(1_000);
});
