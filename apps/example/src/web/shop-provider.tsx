import type { ReactNode } from "react";
import { createContext, useCallback, useContext, useMemo, useState } from "react";
import type { Me } from "./api.ts";
import { fetchMe } from "./api.ts";
import type { Tracking } from "./create-tracking.ts";
import { tellWhoItIs } from "./create-tracking.ts";
import type { Cart } from "./use-cart.ts";
import { useCart } from "./use-cart.ts";

interface ShopState {
  me: Me;
  /** Asks the server again who is signed in and what they ordered, after something changed. */
  refresh: () => Promise<void>;
  tracking: Tracking;
  cart: Cart;
}

const ShopContext = createContext<ShopState | null>(null);

/** What every page knows: who is looking, their cart, and how to track. */
export function ShopProvider({
  firstMe,
  tracking,
  children,
}: {
  firstMe: Me;
  tracking: Tracking;
  children: ReactNode;
}) {
  const [me, setMe] = useState(firstMe);
  const cart = useCart();

  const refresh = useCallback(async () => {
    const now = await fetchMe();
    tellWhoItIs(tracking, now);
    setMe(now);
  }, [tracking]);

  const state = useMemo(() => ({ me, refresh, tracking, cart }), [me, refresh, tracking, cart]);
  return <ShopContext.Provider value={state}>{children}</ShopContext.Provider>;
}

export function useShop(): ShopState {
  const state = useContext(ShopContext);
  if (!state) throw new Error("useShop needs a ShopProvider above it.");

  return state;
}
