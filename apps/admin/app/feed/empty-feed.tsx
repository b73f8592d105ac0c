import { Link } from "@remix-run/react";
import { buttonLook } from "../ui/button.tsx";
import { CodeSample } from "../ui/code-sample.tsx";
import { EmptyState } from "../ui/empty-state.tsx";
import type { FeedFilters } from "./filter/filters-in-url.ts";
import { isUnfiltered } from "./filter/filters-in-url.ts";

const example = `await events.track("user.signed_up", {
  userId: user.id,
  metadata: { plan: "free" },
});`;

/** The feed before its first event, or under filters that nothing passes. */
export function EmptyFeed({ filters }: { filters: FeedFilters }) {
  if (!isUnfiltered(filters)) {
    return (
      <EmptyState
        title="No event passes these filters"
        action={
          <Link to="/events" className={buttonLook()}>
            Clear all filters
          </Link>
        }
      >
        Clear one of them, or leave this page open: a new event that passes appears at once.
      </EmptyState>
    );
  }
  return (
    <EmptyState title="No events yet">
      <p>Track the first one from your app; it appears here at once.</p>
      <CodeSample label="Tracking an event">{example}</CodeSample>
    </EmptyState>
  );
}
