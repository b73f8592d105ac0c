/**
 * Runs while no other tab does: one tab sends what all of them captured, the others wait and find little left. Where
 * the browser has no Web Locks (an old one, or a page without HTTPS), or refuses them (a sandboxed frame), every tab
 * runs at once; the server then knows what came twice.
 */
export async function oneTabAtATime(name: string, run: () => Promise<void>): Promise<void> {
  const locks = (globalThis.navigator as Partial<Navigator> | undefined)?.locks;

  await (locks ? locks.request(name, run).catch(run) : run());
}
