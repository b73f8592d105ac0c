const MAX_TURN_MS = 10;

const waiting: (() => void)[] = [];
let turnEndsAt = 0;
let isTurnOpen = false;

/**
 * Waits until this process has answered others, if work that calls this has used up its share of the current turn of the event
 * loop. Then one caller continues in each turn, in the order of the calls.
 */
export function takeTurn(): Promise<void> | void {
  if (!isTurnOpen) openTurn();
  if (waiting.length === 0 && performance.now() < turnEndsAt) return;

  return new Promise((resolve) => waiting.push(resolve));
}

function openTurn(): void {
  isTurnOpen = true;
  turnEndsAt = performance.now() + MAX_TURN_MS;
  setImmediate(() => {
    isTurnOpen = false;
    const next = waiting.shift();
    if (!next) return;

    openTurn();
    next();
  });
}

/** Applies `work` to each value, and lets others have their turn every ten milliseconds. Results in order. */
export async function mapInTurns<Value, Result>(
  values: readonly Value[],
  work: (value: Value) => Result,
): Promise<Result[]> {
  const results: Result[] = [];
  await takeTurn();
  let pausesAt = performance.now() + MAX_TURN_MS;

  for (const value of values) {
    results.push(work(value));
    if (performance.now() < pausesAt) continue;
    await takeTurn();
    pausesAt = performance.now() + MAX_TURN_MS;
  }

  return results;
}
