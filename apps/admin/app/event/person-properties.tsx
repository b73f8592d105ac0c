import type { StoredEvent } from "../api/outputs.ts";
import { filtersToUrl, noFilters } from "../feed/filter/filters-in-url.ts";
import { Property } from "./property.tsx";
import { PropertyList } from "./property-list.tsx";

/** Who did it, as far as it is known. */
export function PersonProperties({ user }: Pick<StoredEvent, "user">) {
  return (
    <PropertyList title="Person">
      {user ? (
        <>
          <Property label="E-mail" copy={user.email} />
          <Property label="Person's name" copy={user.name} />
          <Property
            label="User id"
            copy={user.id}
            isMono
            filterPath={`/events${filtersToUrl({ ...noFilters, user: user.id })}`}
          />
        </>
      ) : (
        <div className="text-soft px-4 py-3">
          Nobody is known: the event came without a user, or they were erased.
        </div>
      )}
    </PropertyList>
  );
}
