import { product } from "@admin-events/catalog";
import { NavLink, useLocation } from "@remix-run/react";
import { Ellipsis } from "lucide-react";
import { DropdownMenu } from "radix-ui";
import { AccountMenu } from "./account-menu.tsx";
import { Brand } from "./brand.tsx";
import { NAV_ITEMS } from "./nav-items.ts";

export function TopBar({ email }: { email: string }) {
  return (
    <header className="border-border bg-background flex h-12 items-center justify-between border-b px-4 lg:hidden">
      <NavLink to="/" aria-label={`${product.name}, dashboard`}>
        <Brand />
      </NavLink>
      <AccountMenu email={email} side="bottom" isCompact />
    </header>
  );
}

const MAX_TABS = 4;

const TAB =
  "text-muted text-label aria-[current=page]:text-foreground aria-[current=page]:before:bg-accent relative grid h-14 w-full place-content-center justify-items-center gap-1 before:absolute before:inset-x-4 before:top-0 before:h-[3px] aria-[current=page]:font-semibold";

/** The navigation of small screens. Pages that do not fit are in a menu. */
export function BottomBar() {
  return (
    <nav
      aria-label="Pages"
      className="border-border bg-panel fixed inset-x-0 bottom-0 z-30 border-t pb-[env(safe-area-inset-bottom)] lg:hidden"
    >
      <ul className="mx-auto grid max-w-md auto-cols-fr grid-flow-col">
        {NAV_ITEMS.slice(0, MAX_TABS).map(({ to, title, icon: Icon }) => (
          <li key={to}>
            <NavLink to={to} end={to === "/"} className={TAB}>
              <Icon size={20} strokeWidth={1.75} aria-hidden="true" />
              {title}
            </NavLink>
          </li>
        ))}
        <li>
          <MorePages />
        </li>
      </ul>
    </nav>
  );
}

function MorePages() {
  const { pathname } = useLocation();
  const pages = NAV_ITEMS.slice(MAX_TABS);
  const isCurrent = pages.some(({ to }) => pathname === to || pathname.startsWith(`${to}/`));

  return (
    <DropdownMenu.Root modal={false}>
      <DropdownMenu.Trigger aria-current={isCurrent ? "page" : undefined} className={TAB}>
        <Ellipsis size={20} strokeWidth={1.75} aria-hidden="true" />
        More
      </DropdownMenu.Trigger>
      <DropdownMenu.Portal>
        <DropdownMenu.Content side="top" align="end" sideOffset={6} className="floating menu">
          {pages.map(({ to, title, icon: Icon }) => (
            <DropdownMenu.Item key={to} className="menu-item !h-10" asChild>
              <NavLink to={to}>
                <Icon size={16} strokeWidth={1.75} aria-hidden="true" />
                {title}
              </NavLink>
            </DropdownMenu.Item>
          ))}
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  );
}
