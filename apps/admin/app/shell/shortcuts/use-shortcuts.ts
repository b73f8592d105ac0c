import { useEffect, useRef } from "react";
import type { KeyBindingMap } from "tinykeys";
import { createKeybindingsHandler } from "tinykeys";
import { usePreferences } from "../../session/use-preferences.ts";

/** Actions by key (`/`) or key sequence (`g d`). */
export type Shortcuts = Readonly<Record<string, () => void>>;

/** Listens for shortcuts while the component is mounted, unless the user has turned them off. */
export function useShortcuts(shortcuts: Shortcuts): void {
  const { hasShortcuts } = usePreferences();
  const latest = useRef(shortcuts);
  const keys = Object.keys(shortcuts).join(",");
  useEffect(() => {
    latest.current = shortcuts;
  });
  useEffect(() => {
    if (!hasShortcuts) return;
    const listener = createShortcutListener(keys.split(","), (key) => latest.current[key]?.());
    document.addEventListener("keydown", listener);
    return () => document.removeEventListener("keydown", listener);
  }, [hasShortcuts, keys]);
}

/** A keydown listener that ignores keys typed into a field, menu or dialog. */
export function createShortcutListener(
  keys: readonly string[],
  run: (key: string) => void,
): (event: KeyboardEvent) => void {
  const bindings: KeyBindingMap = {};
  for (const key of keys) {
    for (const binding of toBindings(key)) {
      bindings[binding] = (event) => {
        event.preventDefault();
        run(key);
      };
    }
  }
  const handler = createKeybindingsHandler(bindings);

  return (event) => {
    if (event.defaultPrevented) return;
    if (event.target instanceof Element && acceptsKeys(event.target)) return;
    handler(event);
  };
}

/** On many keyboards `/` or `?` need Shift, which tinykeys otherwise treats as another binding. */
function toBindings(key: string): string[] {
  return /^[a-z ]+$/.test(key) ? [key] : [key, `Shift+${key}`];
}

function acceptsKeys(element: Element): boolean {
  return element.closest("input, textarea, select, [contenteditable], [role=menu], [role=dialog]") !== null;
}
