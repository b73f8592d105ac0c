/** Also disposes of a resource when its program is interrupted, so that no PostgreSQL keeps running after it. */
export function disposeOnSignals<Resource extends AsyncDisposable>(resource: Resource): Resource {
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
