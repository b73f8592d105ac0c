import { attempt } from "../attempt.ts";
import type { Store } from "../delivery/store.ts";
import type { BrowserAnalytics } from "./types.ts";

/** Creates the consent members of the client. `optOut` also clears `visitorData`. */
export function createConsent(
  store: Store,
  visitorData: Pick<Store, "clear">,
  respectDoNotTrack: boolean | undefined,
): Pick<BrowserAnalytics, "optIn" | "optOut" | "isOptedOut"> {
  return {
    optIn: () => store.write("opted", "in"),

    optOut() {
      visitorData.clear("");
      store.write("opted", "out");
    },

    // A choice of the visitor takes precedence over the browser's setting.
    isOptedOut: () => (store.read("opted") ?? (respectDoNotTrack && isTrackingUnwanted() && "out")) === "out",
  };
}

/** Whether the browser sends Do Not Track or its successor, Global Privacy Control. */
function isTrackingUnwanted(): boolean {
  return !!attempt(() => {
    const { doNotTrack, globalPrivacyControl } = navigator as Navigator & { globalPrivacyControl?: boolean };
    return doNotTrack === "1" || globalPrivacyControl;
  });
}
