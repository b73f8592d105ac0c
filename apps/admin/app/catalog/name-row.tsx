import { Link } from "@remix-run/react";
import type { NamedEvents } from "../api/outputs.ts";
import { filtersToUrl, noFilters } from "../feed/filter/filters-in-url.ts";
import { formatCount } from "../format/format-count.ts";
import { Badge } from "../ui/badge.tsx";
import { TimeAgo } from "../ui/time-ago.tsx";
import { subjectOf } from "./matching-names.ts";

/** One name of the tracking plan; the row leads to its events. The first of a subject says the subject. */
export function NameRow({ known, before }: { known: NamedEvents; before: NamedEvents | null }) {
  const { name, title, icon, planned, deprecated, count, lastSeenAt } = known;
  const subject = subjectOf(name);
  const startsSubject = before === null || subjectOf(before.name) !== subject;
  return (
    <li className="name-row" data-starts-subject={startsSubject || undefined}>
      <span className="name-subject" aria-hidden="true">
        {startsSubject && subject}
      </span>
      <span className="event-icon" aria-hidden="true">
        {icon}
      </span>
      <Link to={`/events${filtersToUrl({ ...noFilters, name })}`} className="name-main covering-link">
        {title}
      </Link>
      <span className="name-id">{name}</span>
      <span className="name-badges">
        <Standing planned={planned} deprecated={deprecated} />
      </span>
      <span className="name-count">
        {formatCount(count)}
        <span className="sr-only"> events</span>
      </span>
      <span className="name-seen">{lastSeenAt ? <TimeAgo instant={lastSeenAt} /> : "never seen"}</span>
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
