import { useNavigate } from "@remix-run/react";
import { Dialog } from "radix-ui";
import { useEffect, useState } from "react";
import { useChangePreferences, usePreferences } from "../../session/use-preferences.ts";
import { Button } from "../../ui/button.tsx";
import { KeyCap } from "../../ui/key-cap.tsx";
import { navItems } from "../nav-items.ts";
import { useShortcuts } from "./use-shortcuts.ts";

const openEvent = "open-shortcuts-help";

const listed: { keys: string[]; does: string }[] = [
  ...navItems.map(({ key, title }) => ({ keys: ["g", key], does: `Go to ${title}` })),
  { keys: ["/"], does: "Filter the list" },
  { keys: ["p"], does: "Pause or resume the feed" },
  { keys: ["?"], does: "Show these keys" },
];

/** Opens the help from anywhere on the page. */
export function openShortcutsHelp(): void {
  document.dispatchEvent(new Event(openEvent));
}

/** Goes where `g` and a letter lead, and shows all keys on `?`. */
export function ShortcutsHelp() {
  const [isOpen, setOpen] = useState(false);
  const { hasShortcuts } = usePreferences();
  const change = useChangePreferences();
  const navigate = useNavigate();
  useShortcuts({
    "?": () => setOpen(true),
    ...Object.fromEntries(navItems.map(({ key, to }) => [`g ${key}`, () => navigate(to)])),
  });
  useEffect(() => {
    const open = () => setOpen(true);
    document.addEventListener(openEvent, open);
    return () => document.removeEventListener(openEvent, open);
  }, []);

  return (
    <Dialog.Root open={isOpen} onOpenChange={setOpen}>
      <Dialog.Portal>
        <Dialog.Overlay className="fixed inset-0 z-40 bg-black/40" />
        <Dialog.Content
          aria-describedby={undefined}
          className="border-line-strong bg-raised shadow-float fixed top-1/2 left-1/2 z-50 w-[min(24rem,calc(100vw-2rem))] -translate-1/2 rounded-md border p-5"
        >
          <Dialog.Title className="text-lead font-semibold">Keyboard shortcuts</Dialog.Title>
          <dl className={`mt-3 ${hasShortcuts ? "" : "opacity-60"}`}>
            {listed.map(({ keys, does }) => (
              <div key={does} className="border-line flex items-center justify-between border-b py-1.5">
                <dt>{does}</dt>
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
              className="accent-needle size-4"
              checked={hasShortcuts}
              onChange={(event) => change({ shortcuts: event.target.checked ? "on" : "off" })}
            />
            Single keys do something
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
