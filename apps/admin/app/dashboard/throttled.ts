/**
 * Runs something soon after it is first asked for, and then at most once in a while, however often it is asked for.
 * The last request is always followed by a run. Milliseconds.
 */
export function throttled(run: () => void, { after, every }: { after: number; every: number }) {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let lastRun = -Infinity;
  return {
    request: () => {
      timer ??= setTimeout(
        () => {
          timer = undefined;
          lastRun = Date.now();
          run();
        },
        Math.max(after, lastRun + every - Date.now()),
      );
    },
    cancel: () => {
      clearTimeout(timer);
      timer = undefined;
    },
  };
}
