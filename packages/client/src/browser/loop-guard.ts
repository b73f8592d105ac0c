import { now } from "../delivery/pause.ts";

const msForEach = 100;
const burst = 100;

/** Answers for each event whether it is still plausible: a hundred at once, ten a second for long. */
export function createLoopGuard(): () => boolean {
  let left = burst;
  let countedAt = 0;

  return () => {
    const nowMs = now();
    left = Math.min(burst, left + (nowMs - countedAt) / msForEach);
    countedAt = nowMs;

    return left >= 1 && left-- > 0;
  };
}
