import { Window } from "happy-dom";
import { vi } from "vitest";

export interface OpenPage extends Disposable {
  /** What a browser does when the tab goes to the background, the app is switched or the page is left. */
  hide(): void;
  show(): void;
  leave(): void;
  /** The network is back. */
  comeOnline(): void;
  /** What the origin keeps; other pages of the test may be given the same. */
  storage: Storage;
}

export interface PageSettings {
  url?: string;
  referrer?: string;
  storage?: Storage;
  navigator?: Partial<Navigator> & { globalPrivacyControl?: boolean };
}

/** Gives the test a page to live on; the network and the locks stay the real ones. */
export function openPage({ url = "https://shop.example/", ...settings }: PageSettings = {}): OpenPage {
  const window = new Window({ url });
  const { document } = window;
  const storage = settings.storage ?? window.localStorage;
  let isHidden = false;
  Object.defineProperty(document, "hidden", { get: () => isHidden });
  Object.defineProperty(document, "visibilityState", { get: () => (isHidden ? "hidden" : "visible") });
  Object.defineProperty(document, "referrer", { value: settings.referrer ?? "" });

  vi.stubGlobal("document", document);
  vi.stubGlobal("location", window.location);
  vi.stubGlobal("history", window.history);
  vi.stubGlobal("localStorage", storage);
  vi.stubGlobal("navigator", { locks: navigator.locks, ...settings.navigator });
  vi.stubGlobal("addEventListener", window.addEventListener.bind(window));
  vi.stubGlobal("removeEventListener", window.removeEventListener.bind(window));

  const become = (hidden: boolean) => {
    isHidden = hidden;
    document.dispatchEvent(new window.Event("visibilitychange", { bubbles: true }));
  };

  return {
    storage,
    hide: () => become(true),
    show: () => become(false),
    leave: () => void window.dispatchEvent(new window.Event("pagehide")),
    comeOnline: () => void window.dispatchEvent(new window.Event("online")),
    [Symbol.dispose]() {
      vi.unstubAllGlobals();
      window.close();
    },
  };
}
