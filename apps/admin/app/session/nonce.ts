import { createContext, useContext } from "react";

const NonceContext = createContext<string | undefined>(undefined);

/** Gives the nonce to the page while it is rendered on the server; browsers hide it from scripts. */
export const NonceProvider = NonceContext.Provider;

/** The nonce for inline scripts; undefined in the browser, where nothing needs one. */
export function useNonce(): string | undefined {
  return useContext(NonceContext);
}
