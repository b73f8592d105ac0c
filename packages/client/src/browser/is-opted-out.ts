import type { Store } from "../delivery/store.ts";

/** Whether the visitor may not be tracked. The visitor's own word, "in" or "out", goes before the browser's. */
export function isOptedOut(store: Store, respectDoNotTrack: boolean | undefined): boolean {
  return (store.read("opted") ?? (respectDoNotTrack && isTrackingUnwanted() && "out")) === "out";
}

/** Do Not Track, and its successor Global Privacy Control. */
function isTrackingUnwanted(): boolean {
  const { doNotTrack, globalPrivacyControl } = navigator as Navigator & { globalPrivacyControl?: boolean };

  return doNotTrack === "1" || !!globalPrivacyControl;
}
