import { attempt } from "../attempt.ts";
import type { AnalyticsOptions, ProblemCode, TrackingProblem } from "../types.ts";

/** Reports problems and debug output to the developer. */
export interface Reporter {
  /** Passes a problem to `onError`, or to the console without one. Never throws, even if `onError` does. */
  report: (problem: TrackingProblem) => void;
  /** Writes debug output to the console. Undefined unless `debug` is set. */
  log: ((...values: unknown[]) => void) | undefined;
}

export function createReporter({ onError, debug }: Pick<AnalyticsOptions, "onError" | "debug">): Reporter {
  const notify = onError ?? warnOncePerCode();
  const log = debug
    ? // eslint-disable-next-line no-console -- the developer asked for debug output.
      (...values: unknown[]) => void attempt(() => console.debug("Admin Events", ...values))
    : undefined;

  let isReporting = false;

  return {
    log,
    report(problem) {
      log?.("problem", problem);
      // If `onError` itself tracks and loses an event, reporting that event would recurse without end.
      if (isReporting) return;
      isReporting = true;
      try {
        notify(problem);
      } catch {
        // An error in `onError` must not break the code that calls `track`.
      }
      isReporting = false;
    },
  };
}

function warnOncePerCode(): (problem: TrackingProblem) => void {
  const warned = new Set<ProblemCode>();

  return ({ code, message }) => {
    if (warned.has(code)) return;
    warned.add(code);
    // eslint-disable-next-line no-console -- the console is the default without `onError`.
    console.warn(`Admin Events (${code}): ${message}`);
  };
}
