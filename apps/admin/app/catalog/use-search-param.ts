import { useLocation, useSearchParams } from "@remix-run/react";
import { useState } from "react";

/**
 * A search text that is also in the URL, as `?q=`. The URL follows the typed text; it sets the text only when it changes
 * by other means, such as a link or going back.
 */
export function useSearchParam(): [string, (text: string) => void] {
  const location = useLocation();
  const [params, setParams] = useSearchParams();
  const textInUrl = params.get("q") ?? "";
  const [text, setText] = useState(textInUrl);
  const [lastKey, setLastKey] = useState(location.key);
  if (lastKey !== location.key) {
    setLastKey(location.key);
    if (location.state !== TYPED) setText(textInUrl);
  }

  const change = (next: string) => {
    setText(next);
    setParams((params) => withText(params, next), { replace: true, preventScrollReset: true, state: TYPED });
  };
  return [text, change];
}

/** Keeps the other parameters. */
function withText(params: URLSearchParams, text: string): URLSearchParams {
  const next = new URLSearchParams(params);
  if (text) next.set("q", text);
  else next.delete("q");
  return next;
}

const TYPED = "typed";
