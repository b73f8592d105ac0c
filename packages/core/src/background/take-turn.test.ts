import { setImmediate } from "node:timers/promises";
import { expect, test } from "vitest";
import { mapInTurns, takeTurn } from "./take-turn.ts";

function work(ms: number): void {
  const endsAt = performance.now() + ms;
  while (performance.now() < endsAt);
}

test("short work of many callers shares a turn", async () => {
  let turns = 0;
  let isDone = false;
  const counting = (async () => {
    for (; !isDone; turns++) await setImmediate();
  })();

  await Promise.all(Array.from({ length: 500 }, () => mapInTurns([1, 2, 3], (value) => value)));
  isDone = true;
  await counting;

  expect(turns).toBeLessThan(20);
});

test("long work lets others have a turn after ten milliseconds, and keeps its order", async () => {
  let turns = 0;
  let isDone = false;
  const counting = (async () => {
    for (; !isDone; turns++) await setImmediate();
  })();

  const results = await mapInTurns([1, 2, 3, 4, 5], (value) => {
    work(12);
    return value * 2;
  });
  isDone = true;
  await counting;

  expect(results).toEqual([2, 4, 6, 8, 10]);
  expect(turns).toBeGreaterThanOrEqual(5);
});

test("callers that work for long take turns, so that none waits for the whole work of another", async () => {
  const order: string[] = [];
  const run = (name: string) =>
    mapInTurns([1, 2, 3], () => {
      order.push(name);
      work(12);
    });

  await Promise.all([run("a"), run("b")]);

  expect(order.join("")).not.toMatch(/aaa|bbb/);
});

test("a caller that finds the turn used up waits for the next one", async () => {
  await setImmediate();
  void takeTurn();
  work(12);

  expect(takeTurn()).toBeInstanceOf(Promise);
  await takeTurn();
});
