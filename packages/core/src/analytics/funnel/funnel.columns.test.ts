import fc from "fast-check";
import { expect, test } from "vitest";
import { MS_PER_DAY } from "../columns/column-chunk.ts";
import type { ColumnEvent } from "../testing/to-columns.ts";
import { toColumns } from "../testing/to-columns.ts";
import { createChainFollower } from "./follow-chain.ts";
import { createFunnelTally } from "./funnel-tally.ts";
import type { FunnelColumnsInput } from "./funnel.columns.ts";
import { countFunnelInColumns } from "./funnel.columns.ts";

const hourMs = 3_600_000;
const hours = (max: number) => fc.integer({ min: 0, max }).map((count) => count * hourMs);

// Few different hours, so that many events share one.
const event: fc.Arbitrary<ColumnEvent> = fc.record({
  nameId: fc.integer({ min: 1, max: 3 }),
  userId: fc.integer({ min: 1, max: 3 }),
  time: hours(96),
});
const input: fc.Arbitrary<FunnelColumnsInput> = fc
  .record({
    nameIds: fc.array(fc.uniqueArray(fc.integer({ min: 1, max: 3 }), { minLength: 1 }), {
      minLength: 1,
      maxLength: 4,
    }),
    order: fc.constantFrom("ordered", "strict"),
    windowMs: fc.constantFrom(hourMs, 5 * hourMs, MS_PER_DAY, 3 * MS_PER_DAY),
    from: hours(30),
    length: hours(70),
    now: hours(200),
  })
  .map(({ from, length, ...rules }) => ({
    ...rules,
    stepCount: rules.nameIds.length,
    entries: { from, to: from + length },
  }));

/** Follows every user through all events, without dropping any beforehand. */
function followAllUsers(events: readonly ColumnEvent[], funnel: FunnelColumnsInput) {
  const tally = createFunnelTally(funnel.stepCount);
  for (const userEvents of Map.groupBy(events, ({ userId }) => userId).values()) {
    const matched = userEvents
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
      { times: matched.map(({ time }) => time), steps: matched.map(({ bits }) => bits) },
      { ...funnel, isStrict: funnel.order === "strict" },
    );
    const length = follower.follow(0, matched.length);
    if (length > 0) tally.add(follower, length);
  }

  return tally.getSteps();
}

test("dropping irrelevant events changes neither counts nor durations", () => {
  let continued = 0;

  fc.assert(
    fc.property(fc.array(event, { minLength: 10, maxLength: 40 }), input, (events, funnel) => {
      const selected = events.filter(({ nameId }) => funnel.nameIds.flat().includes(nameId));

      const counted = countFunnelInColumns(toColumns(selected, 4), funnel);

      expect(counted).toEqual(followAllUsers(events, funnel));
      continued += counted[1]?.count ?? 0;
    }),
    { numRuns: 3_000 },
  );
  expect(continued).toBeGreaterThan(1_000);
});
