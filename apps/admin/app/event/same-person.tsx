import { events, presentEvent } from "@admin-events/catalog";
import { Link } from "@remix-run/react";
import type { StoredEvent } from "../api/outputs.ts";
import { filtersToUrl, noFilters } from "../feed/filter/filters-in-url.ts";
import { TimeAgo } from "../ui/time-ago.tsx";

/** The latest events of the same person, for the story around this one. */
export function SamePerson({ userId, latest, currentId }: SamePersonProps) {
  return (
    <section className="border-line bg-panel rounded-md border">
      <header className="border-line flex h-9 items-center justify-between border-b px-4">
        <h2 className="engraved text-soft">Latest of this person</h2>
        <Link
          to={`/events${filtersToUrl({ ...noFilters, user: userId })}`}
          className="text-soft hover:text-ink text-small underline underline-offset-2"
        >
          All
        </Link>
      </header>
      <ol>
        {latest.map((event) => {
          const { icon, title } = presentEvent(events, event);
          return (
            <li key={event.id}>
              <Link
                to={`/events/${event.id}`}
                aria-current={event.id === currentId ? "page" : undefined}
                className="hover:bg-ink/5 aria-[current]:before:bg-needle relative flex h-8 items-center gap-2 px-4 before:absolute before:inset-y-1.5 before:left-0 before:w-[3px] aria-[current]:font-semibold"
              >
                <span aria-hidden="true" className="w-5 text-center">
                  {icon}
                </span>
                <span className="min-w-0 flex-1 truncate">{title}</span>
                <TimeAgo instant={event.occurredAt} className="text-faint text-small font-normal" />
              </Link>
            </li>
          );
        })}
      </ol>
    </section>
  );
}

interface SamePersonProps {
  userId: string;
  latest: readonly StoredEvent[];
  currentId: string;
}
