import { useCallback, useEffect, useRef, useState } from "react";

const CONFIRMATION_MS = 2_000;

/**
 * Copies text. `copied` is true for two seconds after a copy. If the clipboard is unavailable, the contents of the given
 * element are selected instead and `selected` is true.
 */
export function useCopyToClipboard() {
  const [outcome, setOutcome] = useState<"copied" | "selected" | null>(null);
  const timer = useRef<ReturnType<typeof setTimeout> | null>(null);

  useEffect(() => () => clearTimeout(timer.current ?? undefined), []);

  const copy = useCallback(async (text: string, shown: Element | null) => {
    const next = await writeOrSelect(text, shown);
    clearTimeout(timer.current ?? undefined);
    setOutcome(next);
    if (next === "copied") timer.current = setTimeout(() => setOutcome(null), CONFIRMATION_MS);
  }, []);

  return { copy, copied: outcome === "copied", selected: outcome === "selected" };
}

async function writeOrSelect(text: string, shown: Element | null): Promise<"copied" | "selected"> {
  try {
    await navigator.clipboard.writeText(text);
    return "copied";
  } catch {
    // Denied, or missing because the page is not served over HTTPS.
    if (shown) getSelection()?.selectAllChildren(shown);
    return "selected";
  }
}
