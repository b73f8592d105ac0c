import { useAnalytics } from "@admin-events/client/react";
import type { ReactNode } from "react";
import { createContext, useCallback, useContext, useMemo, useState } from "react";
import type { Me } from "./api.ts";
import { fetchMe } from "./api.ts";
import { tellWhoItIs } from "./create-tracking.ts";
import type { Cart } from "./use-cart.ts";
import { useCart } from "./use-cart.ts";

interface ShopState {
  me: Me;
  /** Asks the server again who is signed in and what they ordered, after something changed. */
  refresh: () => Promise<void>;
  cart: Cart;
}

const ShopContext = createContext<ShopState | null>(null);

/** What every page knows: who is looking, and their cart. */
export function ShopProvider({ firstMe, children }: { firstMe: Me; children: ReactNode }) {
  const analytics = useAnalytics();
  const [me, setMe] = useState(firstMe);
  const cart = useCart();

  const refresh = useCallback(async () => {
    const now = await fetchMe();
    tellWhoItIs(analytics, now);
    setMe(now);
  }, [analytics]);

  const state = useMemo(() => ({ me, refresh, cart }), [me, refresh, cart]);
  return <ShopContext.Provider value={state}>{children}</ShopContext.Provider>;
}

export function useShop(): ShopState {
  const state = useContext(ShopContext);
  if (!state) throw new Error("useShop needs a ShopProvider above it.");

  return state;
}
