import { Link } from "@remix-run/react";
import { filtersToUrl as activityUrl } from "../activity/filters-in-url.ts";
import { Property } from "../event/property.tsx";
import { PropertyList } from "../event/property-list.tsx";
import { filtersToUrl, noFilters } from "../feed/filter/filters-in-url.ts";
import { countOf } from "../format/format-count.ts";
import { exactTime } from "../format/format-time.ts";
import { useTimeZone } from "../session/use-time-zone.ts";

/** Who the person is, and the ways to all they did and all that was done to them. */
export function PersonHead({ person }: { person: KnownPerson }) {
  const timeZone = useTimeZone();
  return (
    <PropertyList
      title="Person"
      aside={<span className="text-soft text-small">{countOf(person.eventCount, "event")}</span>}
    >
      <Property label="E-mail" copy={person.email} />
      <Property label="Name" copy={person.name} />
      <Property
        label="User id"
        copy={person.id}
        isMono
        filterPath={`/events${filtersToUrl({ ...noFilters, user: person.id })}`}
      />
      <Property label="First seen" copy={person.createdAt}>
        {exactTime(timeZone, person.createdAt)}
      </Property>
      <Property label="Confirmed" copy={person.confirmedAt}>
        {person.confirmedAt && exactTime(timeZone, person.confirmedAt)}
      </Property>
      <div className="border-line flex flex-wrap gap-x-4 gap-y-1 border-t px-4 py-2.5">
        {[
          { title: "What they did", filters: { actor: person.id } },
          { title: "What was done to them", filters: { resource: "user", id: person.id } },
        ].map(({ title, filters }) => (
          <Link
            key={title}
            to={`/activity${activityUrl(filters)}`}
            className="text-soft hover:text-ink underline underline-offset-2"
          >
            {title}
          </Link>
        ))}
      </div>
    </PropertyList>
  );
}

interface KnownPerson {
  id: string;
  email: string | null;
  name: string | null;
  createdAt: string;
  confirmedAt: string | null;
  eventCount: number;
}
