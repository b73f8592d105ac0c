import { product } from "@admin-events/catalog";
import { NavLink, useHref } from "@remix-run/react";
import { useTimeZone } from "../session/use-time-zone.ts";
import { AccountMenu } from "./account-menu.tsx";
import { Brand } from "./brand.tsx";
import { NAV_ITEMS } from "./nav-items.ts";

export function Sidebar({ email }: { email: string }) {
  const base = useHref("/");
  return (
    <aside className="border-border sticky top-0 hidden h-dvh w-52 shrink-0 flex-col border-r px-3 py-4 lg:flex">
      <NavLink to="/" className="px-2 pb-5" aria-label={`${product.name}, dashboard`}>
        <Brand />
      </NavLink>
      <nav aria-label="Pages">
        <ul className="grid gap-0.5">
          {NAV_ITEMS.map(({ to, title, icon: Icon }) => (
            <li key={to}>
              <NavLink
                to={to}
                end={to === "/"}
                // Remix would look for the dashboard's data outside the base path. See `root-data.ts`.
                prefetch={to === "/" && base !== "/" ? "none" : "intent"}
                className="text-muted hover:text-foreground hover:bg-foreground/5 aria-[current=page]:text-foreground aria-[current=page]:before:bg-accent relative flex h-8 items-center gap-2.5 rounded-sm px-2 before:absolute before:inset-y-1.5 before:-left-3 before:w-[3px] aria-[current=page]:font-semibold"
              >
                <Icon size={16} strokeWidth={1.75} aria-hidden="true" />
                {title}
              </NavLink>
            </li>
          ))}
        </ul>
      </nav>
      <p className="text-small text-subtle mt-auto px-2 pb-3">
        Time zone
        <br />
        {useTimeZone()}
      </p>
      <AccountMenu email={email} side="top" />
    </aside>
  );
}
