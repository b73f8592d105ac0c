import { useEffect, useRef } from "react";
import { usePreferences } from "../../session/use-preferences.ts";
import { shortcutListener } from "./shortcut-listener.ts";
import type { Shortcuts } from "./shortcut-listener.ts";

/** Listens for shortcuts while the component is mounted, unless the person switched them off. */
export function useShortcuts(shortcuts: Shortcuts): void {
  const { hasShortcuts } = usePreferences();
  const latest = useRef(shortcuts);
  useEffect(() => {
    latest.current = shortcuts;
  });
  useEffect(() => {
    if (!hasShortcuts) return;
    const listener = shortcutListener(() => latest.current);
    document.addEventListener("keydown", listener);
    return () => document.removeEventListener("keydown", listener);
  }, [hasShortcuts]);
}
