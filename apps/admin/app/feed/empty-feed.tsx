import { Link } from "@remix-run/react";
import { buttonClass } from "../ui/button.tsx";
import { ClearFilters } from "../ui/clear-filters.tsx";
import { CodeSample } from "../ui/code-sample.tsx";
import { EmptyState } from "../ui/empty-state.tsx";
import type { FeedFilters } from "./filter/filters-in-url.ts";
import { filtersToUrl, isEmptyFilter } from "./filter/filters-in-url.ts";

const EXAMPLE = `await events.track("user.signed_up", {
  userId: user.id,
  metadata: { plan: "free" },
});`;

/** Shown before the first event, and when no event matches the filters. */
export function EmptyFeed({ filters }: { filters: FeedFilters }) {
  if (!isEmptyFilter(filters)) {
    return (
      <EmptyState
        title="No matching events"
        action={
          <>
            <ClearFilters to="/events" />
            {!filters.hasActivities && (
              <Link
                to={`/events${filtersToUrl({ ...filters, hasActivities: true })}`}
                className={buttonClass()}
              >
                Show activities
              </Link>
            )}
          </>
        }
      >
        Remove a filter, or wait: new matches appear here live.
      </EmptyState>
    );
  }
  return (
    <EmptyState title="No events yet">
      <p>Track an event from your app. It appears here live.</p>
      <CodeSample label="Example: track an event">{EXAMPLE}</CodeSample>
    </EmptyState>
  );
}
