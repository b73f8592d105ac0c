import fc from "fast-check";
import { expect, test } from "vitest";
import type { ChainRules, FunnelEvents } from "./follow-chain.ts";
import { createChainFollower } from "./follow-chain.ts";

const rules: ChainRules = {
  stepCount: 3,
  window: 10,
  strict: false,
  entries: { from: 0, to: 100 },
  now: 1_000,
};

/** The chain of one person; null for one who never entered. */
function followChain(events: FunnelEvents, rules: ChainRules): { reached: number[]; open: boolean } | null {
  const follower = createChainFollower(events, rules);
  const length = follower.follow(0, events.times.length);

  return length === 0
    ? null
    : { reached: [...follower.reached.subarray(0, length)], open: follower.isOpen() };
}

/** Events written as "a0 b3": the step's letter and the time. */
function person(text: string): FunnelEvents {
  const events = text
    .split(" ")
    .map((word) => ({ step: 1 << "abc".indexOf(word[0] ?? ""), time: Number(word.slice(1)) }));

  return { times: events.map(({ time }) => time), steps: events.map(({ step }) => step) };
}

test.each<[string, number[] | null, string]>([
  ["a0 b3 c9", [0, 3, 9], "one after the other"],
  ["a0 c1 b2", [0, 2], "a later step before an earlier one does not count"],
  ["b0 c1", null, "who never entered is not in the funnel"],
  ["a0 b3 c11", [0, 3], "a step after the window does not count"],
  ["a0 b3 c10", [0, 3, 10], "the end of the window belongs to it"],
  ["a0 a5 b12 c14", [5, 12, 14], "a later entry may get further"],
  ["a0 a1 b2 c3", [0, 2, 3], "among equals the earliest entry wins"],
  ["a5 b5 c5", [5, 5, 5], "steps may happen at the same moment"],
  ["a99 b105 c108", [99, 105, 108], "later steps may fall after the range"],
  ["a100 b101 c102", null, "an entry after the range does not count"],
])("%s → %j: %s", (text, reached) => {
  expect(followChain(person(text), rules)?.reached ?? null).toEqual(reached);
});

test("one event never serves two steps", () => {
  const twice = { times: [0, 4], steps: [0b011, 0b011] };

  expect(followChain({ times: [0], steps: [0b011] }, { ...rules, stepCount: 2 })?.reached).toEqual([0]);
  expect(followChain(twice, { ...rules, stepCount: 2 })?.reached).toEqual([0, 4]);
});

test("in a strict funnel no other step may come in between", () => {
  const strict = { ...rules, strict: true };

  expect(followChain(person("a0 b1 c2"), strict)?.reached).toEqual([0, 1, 2]);
  expect(followChain(person("a0 a1 b2 c3"), strict)?.reached).toEqual([1, 2, 3]);
  expect(followChain(person("a0 b1 b2 c3"), strict)?.reached).toEqual([0, 1]);
});

test("who still has time is in progress, who has finished is not", () => {
  const now = { ...rules, now: 9 };

  expect(followChain(person("a0 b3"), now)?.open).toBe(true);
  expect(followChain(person("a0 b3 c4"), now)?.open).toBe(false);
  expect(followChain(person("a0 b3"), { ...now, now: 10 })?.open).toBe(false);
});

test("a person with very many entries is looked through once, not once for each entry", () => {
  const events = 200_000;
  let looks = 0;
  const times = new Proxy(
    Float64Array.from({ length: events }, (_, index) => index),
    {
      get: (target, key) => {
        looks++;
        return Reflect.get(target, key) as unknown;
      },
    },
  );
  const steps = new Uint32Array(events).fill(0b001);
  steps.fill(0b010, events - 5);

  followChain({ times, steps }, { ...rules, window: Infinity, entries: { from: 0, to: events } });

  expect(looks).toBeLessThan(20 * events);
});

test("the chain agrees with trying every combination of events", () => {
  const event = fc.record({ time: fc.integer({ min: 0, max: 14 }), steps: fc.integer({ min: 1, max: 7 }) });

  fc.assert(
    fc.property(fc.array(event, { maxLength: 7 }), fc.integer({ min: 1, max: 12 }), (events, window) => {
      const sorted = events.toSorted((a, b) => a.time - b.time || a.steps - b.steps);
      const times = sorted.map(({ time }) => time);
      const steps = sorted.map(({ steps }) => steps);

      const chain = followChain({ times, steps }, { ...rules, window });

      expect(chain?.reached.length ?? 0).toBe(furthest(sorted, window));
    }),
    { numRuns: 2_000 },
  );
});

function furthest(events: { time: number; steps: number }[], window: number): number {
  function extend(used: number[], step: number): number {
    const entry = events[used[0] ?? -1];
    const last = events[used.at(-1) ?? -1];
    const reached = events.map((event, index) => {
      if (used.includes(index) || !(event.steps & (1 << step))) return step;
      if (last && entry && (event.time < last.time || event.time > entry.time + window)) return step;
      return step + 1 < rules.stepCount ? extend([...used, index], step + 1) : step + 1;
    });

    return Math.max(step, ...reached);
  }

  return extend([], 0);
}
