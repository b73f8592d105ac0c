import { RemixBrowser } from "@remix-run/react";
import { setNonce } from "get-nonce";
import { StrictMode, startTransition } from "react";
import { hydrateRoot } from "react-dom/client";
import { keepRootDataWithin } from "./shell/root-data.ts";

// Dialogs and menus add a style element to lock scrolling, which needs the nonce of the Content-Security-Policy.
setNonce(document.querySelector<HTMLElement>("script[nonce]")?.nonce ?? "");

keepRootDataWithin(window.__remixContext.basename ?? "/");

startTransition(() => {
  hydrateRoot(
    document,
    <StrictMode>
      <RemixBrowser />
    </StrictMode>,
  );
});
