import type { Person } from "@admin-events/client/query";
import { PropertyList } from "../event/property-list.tsx";
import { Property } from "../event/property.tsx";
import { filtersToUrl, NO_FILTERS } from "../feed/filter/filters-in-url.ts";

/** The groups of a person, each with its traits and a link to the events of its members. */
export function GroupList({ groups }: { groups: Person["groups"] }) {
  return (
    <PropertyList title="Groups" empty={groups.length === 0 && "No groups"}>
      {groups.flatMap(({ type, id, traits }) => [
        <Property
          key={`${type} ${id}`}
          label={type}
          copy={id}
          filterPath={`/events${filtersToUrl({ ...NO_FILTERS, where: [{ key: `groups.${type}`, value: id }] })}`}
        />,
        ...Object.entries(traits).map(([key, value]) => (
          <Property
            key={`${type} ${id} ${key}`}
            label={key}
            depth={1}
            copy={typeof value === "string" ? value : JSON.stringify(value)}
          />
        )),
      ])}
    </PropertyList>
  );
}
