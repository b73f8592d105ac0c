/** Something that is disposed of also when its program is interrupted, so that no PostgreSQL goes on behind it. */
export function disposedOnSignals<Resource extends AsyncDisposable>(resource: Resource): Resource {
  async function dispose(): Promise<void> {
    process.off("SIGINT", stop).off("SIGTERM", stop);
    await resource[Symbol.asyncDispose]();
  }
  async function stop(): Promise<void> {
    await dispose();
    process.exit(130);
  }
  process.once("SIGINT", stop).once("SIGTERM", stop);

  return { ...resource, [Symbol.asyncDispose]: dispose };
}
