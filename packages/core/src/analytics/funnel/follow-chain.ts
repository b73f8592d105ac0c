/** Events in a funnel: when, and for which steps each may serve (bit 0: the first). */
export interface FunnelEvents {
  times: ArrayLike<number>;
  steps: ArrayLike<number>;
}

export interface ChainRules {
  stepCount: number;
  /** Milliseconds from the entry within which the last step must happen. */
  window: number;
  /** Whether no other event of the funnel may stand between two steps. */
  strict: boolean;
  /** Entries happen in this range of milliseconds, half-open. */
  entries: { from: number; to: number };
  now: number;
}

/** Follows one person after the other through a funnel. */
export interface ChainFollower {
  /**
   * How many steps the person got whose events stand from `start` to `end`, in the order of time and, within a moment,
   * of their steps. 0 for a person who never entered.
   */
  follow(start: number, end: number): number;
  /** When the person who was followed last took each step. */
  readonly reached: Float64Array;
  /** Whether some entry's window of that person is still open, so that the person may yet get further. */
  isOpen(): boolean;
}

/**
 * Every entry is tried; the furthest wins, and among equals the earliest. From one entry each step takes the earliest
 * event at or after the step before; no event serves two steps.
 */
export function createChainFollower({ times, steps }: FunnelEvents, rules: ChainRules): ChainFollower {
  const { stepCount, window, entries, now } = rules;
  const reached = new Float64Array(stepCount);
  /** The events of the chain that is being tried. */
  const chain = new Int32Array(stepCount);
  /** For each step the place from which, and the event at which, it was last found. */
  const searchedFrom = new Int32Array(stepCount);
  const foundAt = new Int32Array(stepCount);
  let length = 0;
  let open = false;
  let first = 0;
  let last = 0;

  function follow(start: number, end: number): number {
    first = start;
    last = end;
    length = 0;
    open = false;
    foundAt.fill(-1);

    for (let entry = start; entry < end; entry++) {
      const time = timeOf(entry);
      if (time >= entries.to) break;
      if (time < entries.from || !serves(entry, 0)) continue;

      if (time + window > now) open = true;
      if (length === stepCount) continue;
      chain[0] = entry;
      if (rules.strict) extendStrictly(entry);
      else extend(1);
    }

    return length;
  }

  /** Several events can take the next step only at one moment, when they differ in what else they may serve. */
  function extend(taken: number): void {
    if (taken > length) keep(taken);
    if (taken === stepCount) return;

    let latest = timeOf(chain[0] ?? 0) + window;
    let tried = 0;
    for (
      let event = nextServing(taken, firstOfMoment(chain[taken - 1] ?? 0));
      event < last && timeOf(event) <= latest;
      event++
    ) {
      if (!serves(event, taken) || isTaken(event, taken) || steps[event] === tried) continue;

      latest = timeOf(event);
      tried = steps[event] ?? 0;
      chain[taken] = event;
      extend(taken + 1);
      if (length === stepCount) return;
    }
  }

  /**
   * The first event at or after a place that may serve a step. Entry after entry asks from later and later places, so
   * what was found last usually still holds, and a person's events are looked through once, not once for each entry.
   */
  function nextServing(step: number, place: number): number {
    if (place >= (searchedFrom[step] ?? 0) && place <= (foundAt[step] ?? -1)) return foundAt[step] ?? last;

    let event = place;
    while (event < last && !serves(event, step)) event++;
    searchedFrom[step] = place;
    foundAt[step] = event;

    return event;
  }

  function extendStrictly(entry: number): void {
    const latest = timeOf(entry) + window;
    let taken = 1;

    for (let event = entry + 1; event < last && taken < stepCount; event++) {
      if (timeOf(event) > latest || !serves(event, taken)) break;
      chain[taken++] = event;
    }
    if (taken > length) keep(taken);
  }

  function keep(taken: number): void {
    length = taken;
    for (let step = 0; step < taken; step++) reached[step] = timeOf(chain[step] ?? 0);
  }

  function isTaken(event: number, taken: number): boolean {
    for (let step = 0; step < taken; step++) if (chain[step] === event) return true;
    return false;
  }

  function firstOfMoment(event: number): number {
    while (event > first && timeOf(event - 1) === timeOf(event)) event--;
    return event;
  }

  function timeOf(event: number): number {
    return times[event] ?? 0;
  }

  function serves(event: number, step: number): boolean {
    return ((steps[event] ?? 0) & (1 << step)) !== 0;
  }

  return { follow, reached, isOpen: () => open && length < stepCount };
}
