import type { EventNameSummary } from "@admin-events/client/query";
import { Link } from "@remix-run/react";
import { filtersToUrl as toActivityUrl } from "../activity/filters-in-url.ts";
import { filtersToUrl, NO_FILTERS } from "../feed/filter/filters-in-url.ts";
import { formatCount } from "../format/format-count.ts";
import { Badge } from "../ui/badge.tsx";
import { TimeAgo } from "../ui/time-ago.tsx";
import { getSubject } from "./search-names.ts";

/** A row of the catalog. It links to the events with this name; the first row of a subject shows the subject. */
export function NameRow({ entry, previous }: { entry: EventNameSummary; previous: EventNameSummary | null }) {
  const { name, kind, title, icon, planned, deprecated, count, lastSeenAt } = entry;
  const subject = getSubject(name);
  const startsSubject = previous === null || getSubject(previous.name) !== subject;
  return (
    <li
      className={`hover:bg-foreground/4 focus-within:bg-foreground/4 relative grid min-h-9 grid-cols-[7rem_1.25rem_minmax(0,1fr)_minmax(0,1fr)_7.5rem_5rem_5.5rem] items-center gap-x-3 border-t px-4 first:border-t-0 max-md:grid-cols-[1.25rem_minmax(0,1fr)_auto] max-md:gap-y-0.5 max-md:px-3 max-md:py-2 ${startsSubject ? "border-border" : "border-border/55"}`}
    >
      <span className="text-muted truncate max-md:hidden" aria-hidden="true">
        {startsSubject && subject}
      </span>
      <span className="event-icon max-md:row-span-2" aria-hidden="true">
        {icon}
      </span>
      <Link
        to={
          kind === "activity"
            ? `/activity${toActivityUrl({ action: name })}`
            : `/events${filtersToUrl({ ...NO_FILTERS, name })}`
        }
        className="covering-link truncate font-[550]"
      >
        {title}
      </Link>
      <span className="text-small text-muted truncate font-mono max-md:col-start-2 max-md:row-start-2">
        {name}
      </span>
      {/* Above the link, so that the badge shows its tooltip. */}
      <span className="relative z-1 justify-self-start max-md:col-start-3 max-md:row-start-2 max-md:justify-self-end">
        {kind === "activity" ? (
          <Badge title="Entries of the activity log">Activity</Badge>
        ) : (
          <CatalogBadge planned={planned} deprecated={deprecated} />
        )}
      </span>
      <span className="text-right max-md:col-start-3 max-md:row-start-1">
        {formatCount(count)}
        <span className="sr-only"> events</span>
      </span>
      <span className="text-small text-subtle text-right max-md:hidden">
        {lastSeenAt ? <TimeAgo instant={lastSeenAt} /> : "Never seen"}
      </span>
    </li>
  );
}

/** Whether a name is in the catalog. */
export function CatalogBadge({ planned, deprecated }: Pick<EventNameSummary, "planned" | "deprecated">) {
  if (deprecated !== null) {
    return (
      <Badge tone="bad" title={deprecated}>
        Deprecated
      </Badge>
    );
  }
  return planned ? (
    <Badge>In catalog</Badge>
  ) : (
    <Badge tone="warn" title="Add this name to your catalog.">
      Not in catalog
    </Badge>
  );
}
