/** Runs a function and returns its result, or undefined if it throws, for example because the environment lacks something. */
export function attempt<Result>(run: () => Result): Result | undefined {
  try {
    return run();
  } catch {
    return undefined;
  }
}
