import { useState } from "react";
import { useShop } from "../shop-provider.tsx";

/** Whether this visit may be tracked, as the visitor chooses. */
export function TrackingChoice() {
  const { tracking } = useShop();
  const [isAllowed, setAllowed] = useState(() => !tracking.isOptedOut());

  const choose = (isAllowed: boolean) => {
    if (isAllowed) tracking.optIn();
    else tracking.optOut();
    setAllowed(isAllowed);
  };

  return (
    <label className="tracking-choice">
      <input type="checkbox" checked={isAllowed} onChange={(event) => choose(event.target.checked)} />
      Let the shop learn from this visit
    </label>
  );
}
