/**
 * Requests the dashboard's data at `<base path>/_root.data`. Remix would ask for `<base path>.data`, which is outside the base
 * path, where the proxy serves another application.
 *
 * @param basename the path of the dashboard, such as `/` or `/analytics/`.
 */
export function keepRootDataWithin(basename: string): void {
  if (basename === "/") return;
  const outside = `${basename.replace(/\/$/, "")}.data`;
  const { fetch } = globalThis;

  globalThis.fetch = (input, init) => {
    if (!(input instanceof URL) || input.pathname !== outside) return fetch(input, init);
    const within = new URL(input);
    within.pathname = `${basename}_root.data`;
    return fetch(within, init);
  };
}
