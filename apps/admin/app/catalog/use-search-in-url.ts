import { useLocation, useSearchParams } from "@remix-run/react";
import { useState } from "react";

/**
 * A search text that also stands in the address, as `?q=`. The field shows what is typed at once; the address follows
 * a moment later, and leads the field only when it changed otherwise: by a link, or by going back.
 */
export function useSearchInUrl(): [string, (text: string) => void] {
  const location = useLocation();
  const [params, setParams] = useSearchParams();
  const inUrl = params.get("q") ?? "";
  const [text, setText] = useState(inUrl);
  const [seenKey, setSeenKey] = useState(location.key);
  if (seenKey !== location.key) {
    setSeenKey(location.key);
    if (location.state !== typed) setText(inUrl);
  }

  const change = (next: string) => {
    setText(next);
    setParams(next ? { q: next } : {}, { replace: true, preventScrollReset: true, state: typed });
  };
  return [text, change];
}

const typed = "typed";
