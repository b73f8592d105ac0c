/** The values of a source, and null whenever the source was silent for an interval of milliseconds. */
export async function* withHeartbeats<Value>(
  source: AsyncIterableIterator<Value>,
  interval: number,
  signal?: AbortSignal,
): AsyncGenerator<Value | null, void, undefined> {
  let next = nextOf(source);

  try {
    while (!signal?.aborted) {
      const silence = Promise.withResolvers<null>();
      const timer = setTimeout(silence.resolve, interval, null);
      const result = await Promise.race([next, silence.promise]);
      clearTimeout(timer);

      if (result === null) {
        yield null;
      } else if (result.done) {
        return;
      } else {
        next = nextOf(source);
        yield result.value;
      }
    }
  } finally {
    await source.return?.();
  }
}

/** Whoever reads may leave before the value is there. Nobody waits for it then, and its failure must end nothing. */
function nextOf<Value>(source: AsyncIterableIterator<Value>): Promise<IteratorResult<Value>> {
  const next = source.next();
  next.catch(() => undefined);

  return next;
}
