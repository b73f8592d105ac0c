import { Link } from "@remix-run/react";
import type { NamedEvents } from "../api/outputs.ts";
import { filtersToUrl, noFilters } from "../feed/filter/filters-in-url.ts";
import { formatCount } from "../format/format-count.ts";
import { Badge } from "../ui/badge.tsx";
import { TimeAgo } from "../ui/time-ago.tsx";

/** One name of the tracking plan; the row leads to its events. */
export function NameRow({ known }: { known: NamedEvents }) {
  const { name, title, icon, planned, deprecated, count, lastSeenAt } = known;
  return (
    <li className="name-row">
      <span className="event-icon" aria-hidden="true">
        {icon}
      </span>
      <Link to={`/events${filtersToUrl({ ...noFilters, name })}`} className="event-main">
        <span className="event-title">{title}</span>
      </Link>
      <span className="name-id">{name}</span>
      <span className="name-badges">
        <Standing planned={planned} deprecated={deprecated} />
      </span>
      <span className="text-right">
        {formatCount(count)}
        <span className="sr-only"> events</span>
      </span>
      <span className="text-faint text-small text-right">
        {lastSeenAt ? <TimeAgo instant={lastSeenAt} /> : "never seen"}
      </span>
    </li>
  );
}

function Standing({ planned, deprecated }: Pick<NamedEvents, "planned" | "deprecated">) {
  if (deprecated !== null) {
    return (
      <Badge tone="bad" title={deprecated}>
        Deprecated
      </Badge>
    );
  }
  return planned ? (
    <Badge>Planned</Badge>
  ) : (
    <Badge tone="warn" title="The catalog does not know this name. Add it to packages/catalog/src/events.ts.">
      Unplanned
    </Badge>
  );
}
