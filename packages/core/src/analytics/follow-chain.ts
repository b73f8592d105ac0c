/** One person's events in a funnel, in the order of time: when, and for which steps each may serve (bit 0: the first). */
export interface PersonEvents {
  times: number[];
  steps: number[];
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

/** The best chain of a person. */
export interface Chain {
  /** When each reached step happened; its length says how far the person got. */
  reached: number[];
  /** Whether some entry's window is still open, so that the person may yet get further. */
  open: boolean;
}

/**
 * How far a person got. Every entry is tried; the furthest wins, and among equals the earliest. From one entry each
 * step takes the earliest event at or after the step before; no event serves two steps.
 *
 * Null for a person who never entered.
 */
export function followChain({ times, steps }: PersonEvents, rules: ChainRules): Chain | null {
  let best: number[] | null = null;
  let open = false;

  for (let entry = 0; entry < times.length; entry++) {
    const entryTime = times[entry] ?? 0;
    if (entryTime >= rules.entries.to) break;
    if (!serves(steps[entry], 0) || entryTime < rules.entries.from) continue;

    open ||= entryTime + rules.window > rules.now;
    if (best?.length === rules.stepCount) continue;

    const reached = rules.strict
      ? strictChain(times, steps, entry, rules)
      : earliestChain(times, steps, entry, rules);
    if (!best || reached.length > best.length) best = reached;
  }

  return best && { reached: best, open: open && best.length < rules.stepCount };
}

function earliestChain(times: number[], steps: number[], entry: number, rules: ChainRules): number[] {
  const latest = (times[entry] ?? 0) + rules.window;

  return extend([entry]).map((index) => times[index] ?? 0);

  function extend(chain: number[]): number[] {
    let longest = chain;
    for (const candidate of candidatesAfter(chain)) {
      const extended = extend([...chain, candidate]);
      if (extended.length > longest.length) longest = extended;
      if (longest.length === rules.stepCount) break;
    }

    return longest;
  }

  /** The earliest events for the next step. Several only at one moment, when they differ in what else they may serve. */
  function candidatesAfter(chain: number[]): number[] {
    const step = chain.length;
    const candidates: number[] = [];
    if (step === rules.stepCount) return candidates;

    for (let index = firstAt(times, chain.at(-1) ?? entry); index < times.length; index++) {
      const time = times[index] ?? 0;
      const earliest = candidates[0] === undefined ? latest : times[candidates[0]];
      if (time > (earliest ?? latest)) break;

      const repeats = candidates.some((candidate) => steps[candidate] === steps[index]);
      if (serves(steps[index], step) && !chain.includes(index) && !repeats) candidates.push(index);
    }

    return candidates;
  }
}

/** Each event after the entry must be the next step. Events of the same moment stand in the order of their ids. */
function strictChain(times: number[], steps: number[], entry: number, rules: ChainRules): number[] {
  const entryTime = times[entry] ?? 0;
  const reached = [entryTime];

  for (let index = entry + 1; index < times.length && reached.length < rules.stepCount; index++) {
    const time = times[index] ?? 0;
    if (time > entryTime + rules.window || !serves(steps[index], reached.length)) return reached;
    reached.push(time);
  }

  return reached;
}

/** The first event of the same moment: a step may happen at the very time of the one before, whichever is listed first. */
function firstAt(times: number[], index: number): number {
  let first = index;
  while (first > 0 && times[first - 1] === times[index]) first--;

  return first;
}

function serves(steps: number | undefined, step: number): boolean {
  return ((steps ?? 0) & (1 << step)) !== 0;
}
