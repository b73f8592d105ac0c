import fc from "fast-check";
import { expect, test } from "vitest";
import type { ChainRules, FunnelEvents } from "./follow-chain.ts";
import { createChainFollower } from "./follow-chain.ts";

const rules: ChainRules = {
  stepCount: 3,
  windowMs: 10,
  isStrict: false,
  entries: { from: 0, to: 100 },
  now: 1_000,
};

function followChain(events: FunnelEvents, rules: ChainRules): { reached: number[]; open: boolean } | null {
  const follower = createChainFollower(events, rules);
  const length = follower.follow(0, events.times.length);

  return length === 0
    ? null
    : { reached: [...follower.reachedAt.subarray(0, length)], open: follower.isOpen() };
}

function parseEvents(text: string): FunnelEvents {
  const events = text
    .split(" ")
    .map((word) => ({ step: 1 << "abc".indexOf(word[0] ?? ""), time: Number(word.slice(1)) }));

  return { times: events.map(({ time }) => time), steps: events.map(({ step }) => step) };
}

test.each<[string, number[] | null, string]>([
  ["a0 b3 c9", [0, 3, 9], "steps one after the other count"],
  ["a0 c1 b2", [0, 2], "a later step before an earlier one does not count"],
  ["b0 c1", null, "a user without an entry is not in the funnel"],
  ["a0 b3 c11", [0, 3], "a step after the window does not count"],
  ["a0 b3 c10", [0, 3, 10], "the end of the window is inclusive"],
  ["a0 a5 b12 c14", [5, 12, 14], "a later entry may get further"],
  ["a0 a1 b2 c3", [0, 2, 3], "among equals the earliest entry wins"],
  ["a5 b5 c5", [5, 5, 5], "steps may happen at the same time"],
  ["a99 b105 c108", [99, 105, 108], "later steps may fall after the range"],
  ["a100 b101 c102", null, "an entry after the range does not count"],
])("%s → %j: %s", (text, reached) => {
  expect(followChain(parseEvents(text), rules)?.reached ?? null).toEqual(reached);
});

test("one event never serves two steps", () => {
  const twice = { times: [0, 4], steps: [0b011, 0b011] };

  expect(followChain({ times: [0], steps: [0b011] }, { ...rules, stepCount: 2 })?.reached).toEqual([0]);
  expect(followChain(twice, { ...rules, stepCount: 2 })?.reached).toEqual([0, 4]);
});

test("in a strict funnel no other step may happen in between", () => {
  const strict = { ...rules, isStrict: true };

  expect(followChain(parseEvents("a0 b1 c2"), strict)?.reached).toEqual([0, 1, 2]);
  expect(followChain(parseEvents("a0 a1 b2 c3"), strict)?.reached).toEqual([1, 2, 3]);
  expect(followChain(parseEvents("a0 b1 b2 c3"), strict)?.reached).toEqual([0, 1]);
});

test("a user with an open window is in progress, a user who finished is not", () => {
  const now = { ...rules, now: 9 };

  expect(followChain(parseEvents("a0 b3"), now)?.open).toBe(true);
  expect(followChain(parseEvents("a0 b3 c4"), now)?.open).toBe(false);
  expect(followChain(parseEvents("a0 b3"), { ...now, now: 10 })?.open).toBe(false);
});

test("the events of a user with many entries are scanned once, not once for each entry", () => {
  const events = 200_000;
  let reads = 0;
  const times = new Proxy(
    Float64Array.from({ length: events }, (_, index) => index),
    {
      get: (target, key) => {
        reads++;
        return Reflect.get(target, key) as unknown;
      },
    },
  );
  const steps = new Uint32Array(events).fill(0b001);
  steps.fill(0b010, events - 5);

  followChain({ times, steps }, { ...rules, windowMs: Infinity, entries: { from: 0, to: events } });

  expect(reads).toBeLessThan(20 * events);
});

test("the chain equals the best of all combinations of events", () => {
  const event = fc.record({ time: fc.integer({ min: 0, max: 14 }), steps: fc.integer({ min: 1, max: 7 }) });

  fc.assert(
    fc.property(fc.array(event, { maxLength: 7 }), fc.integer({ min: 1, max: 12 }), (events, windowMs) => {
      const sorted = events.toSorted((a, b) => a.time - b.time || a.steps - b.steps);
      const times = sorted.map(({ time }) => time);
      const steps = sorted.map(({ steps }) => steps);

      const chain = followChain({ times, steps }, { ...rules, windowMs });

      expect(chain?.reached.length ?? 0).toBe(findFurthest(sorted, windowMs));
    }),
    { numRuns: 2_000 },
  );
});

function findFurthest(events: { time: number; steps: number }[], windowMs: number): number {
  function extend(used: number[], step: number): number {
    const entry = events[used[0] ?? -1];
    const last = events[used.at(-1) ?? -1];
    const reached = events.map((event, index) => {
      if (used.includes(index) || !(event.steps & (1 << step))) return step;
      if (last && entry && (event.time < last.time || event.time > entry.time + windowMs)) return step;
      return step + 1 < rules.stepCount ? extend([...used, index], step + 1) : step + 1;
    });

    return Math.max(step, ...reached);
  }

  return extend([], 0);
}
