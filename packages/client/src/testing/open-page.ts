import { Window } from "happy-dom";
import { vi } from "vitest";
import type { CookieJar } from "./cookie-jar.ts";

export interface OpenPage extends Disposable {
  /** The tab goes to the background. */
  hide(): void;
  show(): void;
  leave(): void;
  /** The visitor opens the prerendered page. */
  activate(): void;
  /** The visitor returns to the page in the back/forward cache. */
  restore(): void;
  /** The visitor moves the pointer. */
  move(): void;
  /** The network is back. */
  comeOnline(): void;
  /** The storage of the origin. Pass it to another page to share it. */
  storage: Storage;
}

export interface PageSettings {
  url?: string;
  referrer?: string;
  storage?: Storage;
  /** Default: the cookies of this page only. */
  cookies?: CookieJar;
  /** Whether the browser renders the page before the visitor opens it. */
  isPrerendering?: boolean;
  navigator?: Partial<Navigator> & { globalPrivacyControl?: boolean };
}

/** Stubs the globals of a page. Network and locks are real. */
export function openPage({ url = "https://shop.example/", ...settings }: PageSettings = {}): OpenPage {
  const window = new Window({ url });
  const { document } = window;
  const storage = settings.storage ?? window.localStorage;
  let isHidden = false;
  Object.defineProperty(document, "hidden", { get: () => isHidden });
  Object.defineProperty(document, "visibilityState", { get: () => (isHidden ? "hidden" : "visible") });
  Object.defineProperty(document, "referrer", { value: settings.referrer ?? "" });

  let { isPrerendering = false } = settings;
  Object.defineProperty(document, "prerendering", { get: () => isPrerendering });
  const { cookies } = settings;
  if (cookies) {
    const { hostname } = new URL(url);
    Object.defineProperty(document, "cookie", {
      get: () => cookies.read(hostname),
      set: (cookie: string) => cookies.write(hostname, cookie),
    });
  }

  vi.stubGlobal("document", document);
  vi.stubGlobal("location", window.location);
  vi.stubGlobal("history", window.history);
  vi.stubGlobal("localStorage", storage);
  vi.stubGlobal("navigator", { locks: navigator.locks, ...settings.navigator });
  vi.stubGlobal("addEventListener", window.addEventListener.bind(window));
  vi.stubGlobal("removeEventListener", window.removeEventListener.bind(window));

  const setHidden = (hidden: boolean) => {
    isHidden = hidden;
    document.dispatchEvent(new window.Event("visibilitychange", { bubbles: true }));
  };

  return {
    storage,
    hide: () => setHidden(true),
    show: () => setHidden(false),
    leave: () => void window.dispatchEvent(new window.Event("pagehide")),
    activate() {
      isPrerendering = false;
      document.dispatchEvent(new window.Event("prerenderingchange"));
    },
    restore() {
      const event = new window.Event("pageshow");
      window.dispatchEvent(Object.assign(event, { persisted: true }));
    },
    move: () => void window.dispatchEvent(new window.Event("pointermove")),
    comeOnline: () => void window.dispatchEvent(new window.Event("online")),
    [Symbol.dispose]() {
      vi.unstubAllGlobals();
      window.close();
    },
  };
}
