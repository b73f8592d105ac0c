import type { Person, StoredEvent } from "@admin-events/client/query";
import { Link } from "@remix-run/react";
import { filtersToUrl, NO_FILTERS } from "../feed/filter/filters-in-url.ts";
import { isUnverifiedUser } from "../format/is-unverified-user.ts";
import { personLabel } from "../format/person-label.ts";
import { Badge } from "../ui/badge.tsx";
import { PropertyList } from "./property-list.tsx";
import { toPathPart } from "../format/path-part.ts";
import { Property } from "./property.tsx";

export function PersonProperties({ event, person }: PersonPropertiesProps) {
  const { user } = event;
  if (!user) {
    return <PropertyList title="Person" empty="No person attached (anonymous or deleted)" />;
  }

  const isVisitor = user.id.startsWith("anonymous:");
  return (
    <PropertyList
      title="Person"
      aside={
        isUnverifiedUser(event) && (
          <Badge title="Sent from a browser without the user's signature. Sign user IDs on your server to verify them.">
            Unverified
          </Badge>
        )
      }
    >
      <div className="border-border border-b px-4 py-2.5">
        <dt className="sr-only">Page of this person</dt>
        <dd>
          <Link to={`/users/${toPathPart(user.id)}`} className="font-[550] underline underline-offset-2">
            {personLabel(user)}
          </Link>
        </dd>
      </div>
      {isVisitor ? (
        <Property label="Visitor" copy={personLabel({ ...user, name: null })} />
      ) : (
        <>
          <Property label="Email" copy={user.email} />
          <Property label="Name" copy={user.name} />
        </>
      )}
      <Property
        label={isVisitor ? "Visitor ID" : "User ID"}
        copy={user.id}
        isMono
        filterPath={`/events${filtersToUrl({ ...NO_FILTERS, user: user.id })}`}
      />
      {person?.visitors.map((id) => (
        <Property key={id} label="Former visitor ID" copy={id} isMono />
      ))}
    </PropertyList>
  );
}

interface PersonPropertiesProps {
  event: Pick<StoredEvent, "user" | "isUnverified">;
  /** Null for an event without a user. */
  person: Person | null;
}
