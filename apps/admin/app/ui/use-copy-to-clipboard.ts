import { useCallback, useEffect, useRef, useState } from "react";

/** How long a copy is confirmed, in milliseconds. */
const confirmation = 2_000;

/**
 * Copies text. `copied` is true for two seconds after a copy. Where the browser refuses the clipboard, `copy` selects
 * the contents of the given element instead, so that a key press can copy them, and `selected` is true.
 */
export function useCopyToClipboard() {
  const [outcome, setOutcome] = useState<"copied" | "selected" | null>(null);
  const timer = useRef<ReturnType<typeof setTimeout> | null>(null);

  useEffect(() => () => clearTimeout(timer.current ?? undefined), []);

  const copy = useCallback(async (text: string, shown: Element | null) => {
    const next = await writeOrSelect(text, shown);
    clearTimeout(timer.current ?? undefined);
    setOutcome(next);
    if (next === "copied") timer.current = setTimeout(() => setOutcome(null), confirmation);
  }, []);

  return { copy, copied: outcome === "copied", selected: outcome === "selected" };
}

async function writeOrSelect(text: string, shown: Element | null): Promise<"copied" | "selected"> {
  try {
    await navigator.clipboard.writeText(text);
    return "copied";
  } catch {
    // Refused, or absent because the page did not come over HTTPS.
    if (shown) getSelection()?.selectAllChildren(shown);
    return "selected";
  }
}
