import { events, presentEvent } from "@admin-events/catalog";
import type { StoredEvent } from "../api/outputs.ts";
import { Badge } from "../ui/badge.tsx";
import { CopyButton } from "../ui/copy-button.tsx";

/** What happened, in the catalog's words. */
export function EventHead({ event }: { event: StoredEvent }) {
  const { icon, title, description, planned, deprecated } = presentEvent(events, event);
  return (
    <header className="mb-5 flex items-start gap-4">
      <span
        aria-hidden="true"
        className="border-line bg-panel grid size-12 shrink-0 place-items-center rounded-md border text-2xl"
      >
        {icon}
      </span>
      <div className="min-w-0">
        <h1 className="text-title flex flex-wrap items-center gap-x-1 font-semibold tracking-tight">
          <CopyButton text={title} label="title" />
          {!planned && (
            <Badge
              tone="warn"
              title="The catalog does not know this name. Add it to packages/catalog/src/events.ts."
            >
              Unplanned
            </Badge>
          )}
          {deprecated !== null && (
            <Badge tone="bad" title={deprecated}>
              Deprecated
            </Badge>
          )}
        </h1>
        {description !== null && (
          <p className="text-soft">
            <CopyButton text={description} label="description" />
          </p>
        )}
        {deprecated !== null && <p className="text-warn">{deprecated}</p>}
      </div>
    </header>
  );
}
