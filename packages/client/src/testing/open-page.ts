import { Window } from "happy-dom";
import { vi } from "vitest";

export interface OpenPage extends Disposable {
  /** What a browser does when the tab goes to the background, the app is switched or the page is left. */
  hide(): void;
  show(): void;
  leave(): void;
}

/** Gives the test a page to live on; the network stays the real one. */
export function openPage(): OpenPage {
  const window = new Window();
  let visibility = "visible";
  Object.defineProperty(window.document, "visibilityState", { get: () => visibility });

  vi.stubGlobal("document", window.document);
  vi.stubGlobal("addEventListener", window.addEventListener.bind(window));
  vi.stubGlobal("removeEventListener", window.removeEventListener.bind(window));

  const become = (state: "visible" | "hidden") => {
    visibility = state;
    window.document.dispatchEvent(new window.Event("visibilitychange"));
  };

  return {
    hide: () => become("hidden"),
    show: () => become("visible"),
    leave: () => void window.dispatchEvent(new window.Event("pagehide")),
    [Symbol.dispose]() {
      vi.unstubAllGlobals();
      window.close();
    },
  };
}
