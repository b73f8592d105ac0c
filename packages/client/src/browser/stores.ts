import { attempt } from "../attempt.ts";
import type { Store } from "../delivery/store.ts";
import { createStore } from "../delivery/store.ts";
import { createCookieStorage } from "./cookie-storage.ts";
import type { BrowserOptions } from "./types.ts";

/** Where each kind of data is kept. */
export interface Stores {
  /** Whether unsent events survive the page. */
  isPersistent: boolean;
  queueStore: Store;
  visitorStore: Store;
  /** The visitor's choice, which is always kept. */
  consentStore: Store;
}

/** Creates the stores of a client. Without cookies, the visitor is kept in localStorage; without localStorage, in memory. */
export function createStores(
  namespace: string,
  { key, persistence = "localStorage" }: Pick<BrowserOptions, "key" | "persistence">,
): Stores {
  const local = createStore(namespace, () => globalThis.localStorage);
  if (persistence === "cookie") {
    // Each subdomain may have a URL of its own that leads to the server. The key is the same.
    const shared = createStore(
      `admin-events ${key} `,
      () => attempt(createCookieStorage) ?? globalThis.localStorage,
    );
    moveToCookies(local, shared);

    return { isPersistent: true, queueStore: local, visitorStore: shared, consentStore: shared };
  }

  const isPersistent = persistence === "localStorage";
  const store = isPersistent ? local : createStore(namespace, () => undefined);

  return { isPersistent, queueStore: store, visitorStore: store, consentStore: local };
}

/** A site that changes to cookies keeps its visitors and their choices. */
function moveToCookies(local: Store, shared: Store): void {
  for (const name of [...local.list("v"), ...local.list("opted")]) {
    const text = local.read(name);
    local.remove(name);
    if (text !== null && shared.read(name) === null) shared.write(name, text);
  }
}
