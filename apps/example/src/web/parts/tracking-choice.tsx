import { useAnalytics } from "@admin-events/client/react";
import { useState } from "react";
import { tellWhoItIs } from "../create-tracking.ts";
import { useShop } from "../shop-provider.tsx";

/** Whether this visit may be tracked, as the visitor chooses; nothing where the shop does not track. */
export function TrackingChoice() {
  const { me } = useShop();
  const analytics = useAnalytics();
  const [isAllowed, setAllowed] = useState(() => !analytics.isOptedOut());

  const choose = (isAllowed: boolean) => {
    if (isAllowed) {
      analytics.optIn();
      tellWhoItIs(analytics, me);
    } else {
      analytics.optOut();
    }
    setAllowed(isAllowed);
  };

  if (!me.analytics) return null;
  return (
    <label className="tracking-choice">
      <input type="checkbox" checked={isAllowed} onChange={(event) => choose(event.target.checked)} />
      Let the shop learn from this visit
    </label>
  );
}
