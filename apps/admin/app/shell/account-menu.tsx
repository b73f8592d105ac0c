import { Link, useSubmit } from "@remix-run/react";
import { ChartColumn, Check, ChevronsUpDown, CircleUser } from "lucide-react";
import { DropdownMenu } from "radix-ui";
import type { Preferences } from "../session/preferences.ts";
import { useChangePreferences, usePreferences } from "../session/use-preferences.ts";
import { KeyCap } from "../ui/key-cap.tsx";
import { openShortcutsHelp } from "./shortcuts/shortcuts-help.tsx";

const THEMES: { value: Preferences["theme"]; title: string }[] = [
  { value: "system", title: "Match system" },
  { value: "light", title: "Light" },
  { value: "dark", title: "Dark" },
];

export function AccountMenu({ email, side, isCompact = false }: AccountMenuProps) {
  const { theme } = usePreferences();
  const change = useChangePreferences();
  const submit = useSubmit();
  return (
    <DropdownMenu.Root modal={false}>
      <DropdownMenu.Trigger
        aria-label={`Account: ${email}`}
        className={`hover:bg-foreground/5 data-[state=open]:bg-foreground/5 flex h-10 items-center gap-2 rounded-sm px-2 ${isCompact ? "" : "w-full"}`}
      >
        <CircleUser size={18} strokeWidth={1.75} className="text-muted shrink-0" aria-hidden="true" />
        {!isCompact && (
          <>
            <span className="min-w-0 flex-1 truncate text-left">{email}</span>
            <ChevronsUpDown size={14} className="text-subtle shrink-0" aria-hidden="true" />
          </>
        )}
      </DropdownMenu.Trigger>
      <DropdownMenu.Portal>
        <DropdownMenu.Content
          side={side}
          align={isCompact ? "end" : "start"}
          sideOffset={6}
          className="floating menu"
        >
          <DropdownMenu.Label className="text-small text-muted max-w-56 truncate px-2 py-1">
            Signed in as <b className="text-foreground font-semibold">{email}</b>
          </DropdownMenu.Label>
          <DropdownMenu.Separator className="menu-separator" />
          <DropdownMenu.RadioGroup
            value={theme}
            onValueChange={(value) => change({ theme: value as Preferences["theme"] })}
          >
            {THEMES.map(({ value, title }) => (
              <DropdownMenu.RadioItem
                key={value}
                value={value}
                className="menu-item"
                // Keeps the menu open, so that themes can be compared.
                onSelect={(event) => event.preventDefault()}
              >
                <span className="grid w-4 place-items-center">
                  <DropdownMenu.ItemIndicator>
                    <Check size={14} aria-hidden="true" />
                  </DropdownMenu.ItemIndicator>
                </span>
                {title}
              </DropdownMenu.RadioItem>
            ))}
          </DropdownMenu.RadioGroup>
          <DropdownMenu.Separator className="menu-separator" />
          <DropdownMenu.Item className="menu-item" asChild>
            <Link to="/usage" prefetch="intent">
              <span className="grid w-4 place-items-center">
                <ChartColumn size={14} aria-hidden="true" />
              </span>
              Usage
            </Link>
          </DropdownMenu.Item>
          <DropdownMenu.Item className="menu-item" onSelect={openShortcutsHelp}>
            <span className="w-4" />
            <span className="flex-1">Keyboard shortcuts</span>
            <KeyCap>?</KeyCap>
          </DropdownMenu.Item>
          <DropdownMenu.Item
            className="menu-item"
            onSelect={() => submit(null, { method: "post", action: "/sign-out" })}
          >
            <span className="w-4" />
            Sign out
          </DropdownMenu.Item>
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  );
}

interface AccountMenuProps {
  email: string;
  side: "top" | "bottom";
  /** Without the email. */
  isCompact?: boolean;
}
