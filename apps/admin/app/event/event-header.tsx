import { presentEvent } from "@admin-events/catalog";
import type { StoredEvent } from "@admin-events/client/query";
import { useCatalog } from "../catalog/catalog-provider.tsx";
import { CatalogBadge } from "../catalog/name-row.tsx";
import { Badge } from "../ui/badge.tsx";
import { CopyButton } from "../ui/copy-button.tsx";

/** The event as the catalog presents it. */
export function EventHeader({ event }: { event: StoredEvent }) {
  const catalog = useCatalog();
  const { icon, title, description, planned, deprecated } = presentEvent(catalog, event);
  return (
    <header className="mb-5 flex items-start gap-4">
      <span aria-hidden="true" className="card text-figure grid size-12 shrink-0 place-items-center">
        {icon}
      </span>
      <div className="min-w-0 flex-1">
        <h1 className="text-title flex flex-wrap items-center gap-x-1 font-semibold tracking-tight">
          <CopyButton text={title} label="title" />
          {event.resourceType !== null ? (
            <Badge title="An entry of the activity log">Activity</Badge>
          ) : (
            (!planned || deprecated !== null) && <CatalogBadge planned={planned} deprecated={deprecated} />
          )}
        </h1>
        {description !== null && (
          <p className="text-muted">
            <CopyButton text={description} label="description" />
          </p>
        )}
        {deprecated !== null && <p className="text-warn">{deprecated}</p>}
      </div>
    </header>
  );
}
