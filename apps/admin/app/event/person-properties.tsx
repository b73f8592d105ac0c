import type { Person, StoredEvent } from "../api/outputs.ts";
import { filtersToUrl, noFilters } from "../feed/filter/filters-in-url.ts";
import { personLabel } from "../format/person-label.ts";
import { Badge } from "../ui/badge.tsx";
import { Property } from "./property.tsx";
import { PropertyList } from "./property-list.tsx";

/** Who did it, as far as it is known. `person` is null for an event without a user. */
export function PersonProperties({ event: { user, isUnverified }, person }: PersonPropertiesProps) {
  if (!user) {
    return (
      <PropertyList title="Person">
        <div className="text-soft px-4 py-3">
          Nobody is known: the event came without a user, or they were erased.
        </div>
      </PropertyList>
    );
  }

  const isVisitor = user.id.startsWith("anonymous:");
  return (
    <PropertyList
      title="Person"
      aside={
        isUnverified && (
          <Badge title="A page named this user without the proof of its own server. Sign the user id to prove it.">
            Unverified
          </Badge>
        )
      }
    >
      {isVisitor ? (
        <Property label="Visitor" copy={personLabel(user)} />
      ) : (
        <>
          <Property label="E-mail" copy={user.email} />
          <Property label="Person's name" copy={user.name} />
        </>
      )}
      <Property
        label={isVisitor ? "Visitor id" : "User id"}
        copy={user.id}
        isMono
        filterPath={`/events${filtersToUrl({ ...noFilters, user: user.id })}`}
      />
      {person?.visitors.map((id) => (
        <Property key={id} label="Was visitor" copy={id} isMono />
      ))}
    </PropertyList>
  );
}

interface PersonPropertiesProps {
  event: Pick<StoredEvent, "user" | "isUnverified">;
  person: Person | null;
}
