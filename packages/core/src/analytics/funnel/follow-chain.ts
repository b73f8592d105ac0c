/** Events of a funnel: parallel lists of times, and of the steps that each event matches (bit 0: the first). */
export interface FunnelEvents {
  times: ArrayLike<number>;
  steps: ArrayLike<number>;
}

export interface ChainRules {
  stepCount: number;
  /** From the entry, within which the last step must happen. */
  windowMs: number;
  /** Whether no other event of the funnel may happen between two steps. */
  isStrict: boolean;
  entries: { from: number; to: number };
  now: number;
}

export interface ChainFollower {
  /** How many steps the user took whose events, in order of time and step, are at `start` to `end`. 0 without an entry. */
  follow(start: number, end: number): number;
  /** The time of each step of the user followed last. */
  readonly reachedAt: Float64Array;
  /** Whether the window of one of that user's entries is still open and the funnel is not completed. */
  isOpen(): boolean;
}

/** Keeps the entry that reaches the most steps, the earliest of several. Each step takes the earliest event after the last. */
export function createChainFollower({ times, steps }: FunnelEvents, rules: ChainRules): ChainFollower {
  const { stepCount, windowMs, entries, now } = rules;
  const reachedAt = new Float64Array(stepCount);
  const chain = new Int32Array(stepCount);
  /** For each step the index where the last search began, and the event that it found. */
  const searchedFrom = new Int32Array(stepCount);
  const foundAt = new Int32Array(stepCount);
  let bestLength = 0;
  let hasOpenWindow = false;
  let first = 0;
  let end = 0;

  function follow(startIndex: number, endIndex: number): number {
    first = startIndex;
    end = endIndex;
    bestLength = 0;
    hasOpenWindow = false;
    foundAt.fill(-1);

    for (let entry = first; entry < end; entry++) {
      const time = getTime(entry);
      if (time >= entries.to) break;
      if (time < entries.from || !matches(entry, 0)) continue;

      if (time + windowMs > now) hasOpenWindow = true;
      if (bestLength === stepCount) continue;
      chain[0] = entry;
      if (rules.isStrict) extendStrictly(entry);
      else extend(1);
    }

    return bestLength;
  }

  /** Several events can take the next step only at the same time, if they differ in the other steps they match. */
  function extend(chainLength: number): void {
    if (chainLength > bestLength) keepChain(chainLength);
    if (chainLength === stepCount) return;

    let latest = getTime(chain[0] ?? 0) + windowMs;
    let tried = 0;
    for (
      let event = findNext(chainLength, findFirstAtSameTime(chain[chainLength - 1] ?? 0));
      event < end && getTime(event) <= latest;
      event++
    ) {
      if (!matches(event, chainLength) || isInChain(event, chainLength) || steps[event] === tried) continue;

      latest = getTime(event);
      tried = steps[event] ?? 0;
      chain[chainLength] = event;
      extend(chainLength + 1);
      if (bestLength === stepCount) return;
    }
  }

  /** Later entries search from later indexes, so the last result usually still holds and events are scanned once. */
  function findNext(step: number, index: number): number {
    if (index >= (searchedFrom[step] ?? 0) && index <= (foundAt[step] ?? -1)) return foundAt[step] ?? end;

    let event = index;
    while (event < end && !matches(event, step)) event++;
    searchedFrom[step] = index;
    foundAt[step] = event;

    return event;
  }

  function extendStrictly(entry: number): void {
    const latest = getTime(entry) + windowMs;
    let chainLength = 1;

    for (let event = entry + 1; event < end && chainLength < stepCount; event++) {
      if (getTime(event) > latest || !matches(event, chainLength)) break;
      chain[chainLength++] = event;
    }
    if (chainLength > bestLength) keepChain(chainLength);
  }

  function keepChain(chainLength: number): void {
    bestLength = chainLength;
    for (let step = 0; step < chainLength; step++) reachedAt[step] = getTime(chain[step] ?? 0);
  }

  function isInChain(event: number, chainLength: number): boolean {
    for (let step = 0; step < chainLength; step++) if (chain[step] === event) return true;
    return false;
  }

  function findFirstAtSameTime(event: number): number {
    while (event > first && getTime(event - 1) === getTime(event)) event--;
    return event;
  }

  function getTime(event: number): number {
    return times[event] ?? 0;
  }

  function matches(event: number, step: number): boolean {
    return ((steps[event] ?? 0) & (1 << step)) !== 0;
  }

  return { follow, reachedAt, isOpen: () => hasOpenWindow && bestLength < stepCount };
}
