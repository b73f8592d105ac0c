import type { Reporter } from "./delivery/reporter.ts";
import type { TrackingProblem } from "./types.ts";

/** Runs a function. If it throws, the problem is reported and the result is undefined. */
export function attemptAndReport<Result>(
  report: Reporter["report"],
  name: string,
  run: () => Result,
): Result | undefined {
  try {
    return run();
  } catch (error) {
    report(toProblem(name, error));
    return undefined;
  }
}

function toProblem(name: string, error: unknown): TrackingProblem {
  return { code: "not_captured", message: `${name} failed: ${String(error)}`, eventIds: [] };
}

/**
 * Wraps methods so that none throws or rejects: the problem is reported, and the method returns its fallback. An app must
 * not fail because of its analytics, whatever arguments it passes and whatever its environment lacks.
 */
export function createSafeMethods<Methods extends object>(
  methods: Methods,
  report: Reporter["report"],
  fallbacks: { [Name in keyof Methods]?: () => unknown },
): Methods {
  const wrapped: Record<string, unknown> = {};
  for (const [name, method] of Object.entries(methods) as [keyof Methods & string, unknown][]) {
    const fail = (error: unknown) => {
      report(toProblem(name, error));
      return fallbacks[name]?.();
    };

    wrapped[name] = (...args: unknown[]) => {
      try {
        const result = (method as (...args: unknown[]) => unknown)(...args);
        return result instanceof Promise ? result.catch(fail) : result;
      } catch (error) {
        return fail(error);
      }
    };
  }

  return wrapped as Methods;
}
