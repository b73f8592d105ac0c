import { presentEvent } from "@admin-events/catalog";
import type { StoredEvent } from "@admin-events/client/query";
import { Link } from "@remix-run/react";
import { useCatalog } from "../catalog/catalog-provider.tsx";
import { filtersToUrl, NO_FILTERS } from "../feed/filter/filters-in-url.ts";
import { TimeAgo } from "../ui/time-ago.tsx";

/** The events of the same person that arrived last. */
export function RecentEvents({ userId, latest, currentId }: RecentEventsProps) {
  const catalog = useCatalog();
  return (
    <section className="card">
      <header className="border-border flex h-9 items-center justify-between border-b px-4">
        <h2 className="caps text-muted">Last received from this person</h2>
        <Link
          to={`/events${filtersToUrl({ ...NO_FILTERS, user: userId })}`}
          className="text-muted hover:text-foreground text-small underline underline-offset-2"
        >
          View all
        </Link>
      </header>
      <ol>
        {latest.map((event) => {
          const { icon, title } = presentEvent(catalog, event);
          return (
            <li key={event.id}>
              <Link
                to={`/events/${event.id}`}
                aria-current={event.id === currentId ? "page" : undefined}
                className="hover:bg-foreground/5 aria-[current]:before:bg-accent relative flex h-8 items-center gap-2 px-4 before:absolute before:inset-y-1.5 before:left-0 before:w-[3px] aria-[current]:font-semibold"
              >
                <span aria-hidden="true" className="w-5 text-center">
                  {icon}
                </span>
                <span className="min-w-0 flex-1 truncate">{title}</span>
                <TimeAgo instant={event.receivedAt} className="text-subtle text-small font-normal" />
              </Link>
            </li>
          );
        })}
      </ol>
    </section>
  );
}

interface RecentEventsProps {
  userId: string;
  latest: readonly StoredEvent[];
  currentId: string;
}
