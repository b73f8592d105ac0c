import { createContext, useContext } from "react";

const NonceContext = createContext<string | undefined>(undefined);

/** Provides the nonce during server rendering; browsers hide it from scripts. */
export const NonceProvider = NonceContext.Provider;

/** The nonce for inline scripts; undefined in the browser, where it is not needed. */
export function useNonce(): string | undefined {
  return useContext(NonceContext);
}
