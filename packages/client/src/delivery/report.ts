import type { ProblemCode, TrackingProblem } from "../types.ts";

/** Tells problems to the app's callback, whose own failures do not reach the tracking; else to the console. */
export function createReport(
  onError: ((problem: TrackingProblem) => void) | undefined,
): (problem: TrackingProblem) => void {
  const tell = onError ?? warnOncePerCode();

  return (problem) => {
    try {
      tell(problem);
    } catch {
      // Tracking never breaks the code that tracks, so neither may its callback.
    }
  };
}

function warnOncePerCode(): (problem: TrackingProblem) => void {
  const told = new Set<ProblemCode>();

  return ({ code, message }) => {
    if (told.has(code)) return;
    told.add(code);
    // eslint-disable-next-line no-console -- a developer who passes no callback looks here.
    console.warn(`Admin Events (${code}): ${message}`);
  };
}
