import type { AnalyticsOptions, ProblemCode, TrackingProblem } from "../types.ts";

/** How a client speaks to the developer. */
export interface Report {
  /** Tells a problem to the app's callback, whose own failures do not reach the tracking; else to the console. */
  report: (problem: TrackingProblem) => void;
  /** Writes to the console what happens; undefined unless the developer wants to see it. */
  say: ((...words: unknown[]) => void) | undefined;
}

export function createReport({ onError, debug }: Pick<AnalyticsOptions, "onError" | "debug">): Report {
  const tell = onError ?? warnOncePerCode();
  // eslint-disable-next-line no-console -- the developer asked for it.
  const say = debug ? (...words: unknown[]) => console.debug("Admin Events", ...words) : undefined;

  let isTelling = false;

  return {
    say,
    report(problem) {
      say?.("problem", problem);
      // What the callback itself tracks and loses would be told without end.
      if (isTelling) return;
      isTelling = true;
      try {
        tell(problem);
      } catch {
        // Tracking never breaks the code that tracks, so neither may its callback.
      }
      isTelling = false;
    },
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
