import { useNavigate } from "@remix-run/react";
import { Dialog } from "radix-ui";
import { useEffect, useState } from "react";
import { useChangePreferences, usePreferences } from "../../session/use-preferences.ts";
import { Button } from "../../ui/button.tsx";
import { KeyCap } from "../../ui/key-cap.tsx";
import { NAV_ITEMS } from "../nav-items.ts";
import { useShortcuts } from "./use-shortcuts.ts";

const OPEN_EVENT = "open-shortcuts-help";

const SHORTCUTS: { keys: string[]; action: string }[] = [
  ...NAV_ITEMS.map(({ key, title }) => ({ keys: ["g", key], action: `Go to ${title}` })),
  { keys: ["/"], action: "Filter or search the list" },
  { keys: ["p"], action: "Pause or resume the feed" },
  { keys: ["?"], action: "Show keyboard shortcuts" },
];

export function openShortcutsHelp(): void {
  document.dispatchEvent(new Event(OPEN_EVENT));
}

/** Handles the navigation shortcuts, and lists all shortcuts on `?`. */
export function ShortcutsHelp() {
  const [isOpen, setOpen] = useState(false);
  const { hasShortcuts } = usePreferences();
  const change = useChangePreferences();
  const navigate = useNavigate();
  useShortcuts({
    "?": () => setOpen(true),
    ...Object.fromEntries(NAV_ITEMS.map(({ key, to }) => [`g ${key}`, () => navigate(to)])),
  });
  useEffect(() => {
    const open = () => setOpen(true);
    document.addEventListener(OPEN_EVENT, open);
    return () => document.removeEventListener(OPEN_EVENT, open);
  }, []);

  return (
    <Dialog.Root open={isOpen} onOpenChange={setOpen}>
      <Dialog.Portal>
        <Dialog.Overlay className="fixed inset-0 z-40 bg-black/40" />
        <Dialog.Content
          aria-describedby={undefined}
          className="floating fixed top-1/2 left-1/2 z-50 w-[min(24rem,calc(100vw-2rem))] -translate-1/2 p-5"
        >
          <Dialog.Title className="text-lead font-semibold">Keyboard shortcuts</Dialog.Title>
          <dl className={`mt-3 ${hasShortcuts ? "" : "opacity-60"}`}>
            {SHORTCUTS.map(({ keys, action }) => (
              <div key={action} className="border-border flex items-center justify-between border-b py-1.5">
                <dt>{action}</dt>
                <dd className="flex gap-1">
                  {keys.map((key) => (
                    <KeyCap key={key}>{key}</KeyCap>
                  ))}
                </dd>
              </div>
            ))}
          </dl>
          <label className="mt-4 flex items-center gap-2">
            <input
              type="checkbox"
              className="accent-accent size-4"
              checked={hasShortcuts}
              onChange={(event) => change({ shortcuts: event.target.checked ? "on" : "off" })}
            />
            Enable single-key shortcuts
          </label>
          <div className="mt-4 flex justify-end">
            <Dialog.Close asChild>
              <Button>Close</Button>
            </Dialog.Close>
          </div>
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  );
}
