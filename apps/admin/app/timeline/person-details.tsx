import { Link } from "@remix-run/react";
import { filtersToUrl as activityFiltersToUrl } from "../activity/filters-in-url.ts";
import { PropertyList } from "../event/property-list.tsx";
import { Property } from "../event/property.tsx";
import { filtersToUrl, NO_FILTERS } from "../feed/filter/filters-in-url.ts";
import { formatQuantity } from "../format/format-count.ts";
import { exactTime } from "../format/format-time.ts";
import { useTimeZone } from "../session/use-time-zone.ts";

/** The fields of a person, with links to their activity and the changes to their account. */
export function PersonDetails({ person }: { person: PersonFields }) {
  const timeZone = useTimeZone();
  return (
    <PropertyList
      title="Person"
      aside={<span className="text-muted text-small">{formatQuantity(person.eventCount, "event")}</span>}
      footer={
        <div className="flex flex-wrap gap-x-4 gap-y-1">
          {[
            { title: "Actions by them", filters: { actor: person.id } },
            { title: "Changes to their account", filters: { resource: "user", id: person.id } },
          ].map(({ title, filters }) => (
            <Link
              key={title}
              to={`/activity${activityFiltersToUrl(filters)}`}
              className="text-muted hover:text-foreground underline underline-offset-2"
            >
              {title}
            </Link>
          ))}
        </div>
      }
    >
      <Property label="Email" copy={person.email} />
      <Property label="Name" copy={person.name} />
      <Property
        label="User ID"
        copy={person.id}
        isMono
        filterPath={`/events${filtersToUrl({ ...NO_FILTERS, user: person.id })}`}
      />
      <Property label="First seen" copy={person.createdAt}>
        {exactTime(timeZone, person.createdAt)}
      </Property>
      <Property label="Last seen" copy={person.lastSeenAt}>
        {person.lastSeenAt && exactTime(timeZone, person.lastSeenAt)}
      </Property>
      <Property label="Confirmed" copy={person.confirmedAt}>
        {person.confirmedAt && exactTime(timeZone, person.confirmedAt)}
      </Property>
      {Object.entries(person.unverifiedTraits).map(([name, value]) => (
        <Property
          key={name}
          label={`${name} (unverified)`}
          copy={typeof value === "string" ? value : JSON.stringify(value)}
        />
      ))}
      {person.visitors.map((id) => (
        <Property key={id} label="Former visitor ID" copy={id} isMono />
      ))}
    </PropertyList>
  );
}

interface PersonFields {
  id: string;
  email: string | null;
  name: string | null;
  createdAt: string;
  lastSeenAt: string | null;
  confirmedAt: string | null;
  unverifiedTraits: Record<string, unknown>;
  eventCount: number;
  visitors: readonly string[];
}
