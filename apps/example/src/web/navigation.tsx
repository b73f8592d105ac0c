import type { AnchorHTMLAttributes, MouseEvent } from "react";
import { useSyncExternalStore } from "react";

/** Where the visitor is: path, search and hash as in the address bar. */
export function useAddress(): URL {
  const href = useSyncExternalStore(subscribe, () => location.href);

  return new URL(href);
}

/** Goes to another page of the shop without loading it anew. */
export function navigate(to: string, { replace = false } = {}): void {
  if (replace) history.replaceState(null, "", to);
  else history.pushState(null, "", to);

  dispatchEvent(new PopStateEvent("popstate"));
  if (!replace) scrollTo(0, 0);
}

/** A link within the shop; clicks that ask for a new tab are left to the browser. */
export function Link({ href, onClick, ...rest }: AnchorHTMLAttributes<HTMLAnchorElement> & { href: string }) {
  const follow = (event: MouseEvent<HTMLAnchorElement>) => {
    onClick?.(event);
    if (event.defaultPrevented || event.button !== 0) return;
    if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;

    event.preventDefault();
    navigate(href);
  };

  return <a href={href} onClick={follow} {...rest} />;
}

function subscribe(listener: () => void): () => void {
  addEventListener("popstate", listener);

  return () => removeEventListener("popstate", listener);
}
