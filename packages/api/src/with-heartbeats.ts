/** Yields the values of a source, and null after every `intervalMs` without one. */
export async function* withHeartbeats<Value>(
  source: AsyncIterableIterator<Value>,
  intervalMs: number,
  signal?: AbortSignal,
): AsyncGenerator<Value | null, void, undefined> {
  let next = readNext(source);

  try {
    while (!signal?.aborted) {
      const silence = Promise.withResolvers<null>();
      const timer = setTimeout(silence.resolve, intervalMs, null);
      const result = await Promise.race([next, silence.promise]);
      clearTimeout(timer);

      if (result === null) {
        yield null;
      } else if (result.done) {
        return;
      } else {
        next = readNext(source);
        yield result.value;
      }
    }
  } finally {
    await source.return?.();
  }
}

/** The consumer may stop before the value arrives; a failure must then not be an unhandled rejection. */
function readNext<Value>(source: AsyncIterableIterator<Value>): Promise<IteratorResult<Value>> {
  const next = source.next();
  next.catch(() => undefined);

  return next;
}
