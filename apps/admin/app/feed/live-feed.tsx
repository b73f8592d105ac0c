import type { FeedPage, NamedEvents } from "../api/outputs.ts";
import { useTimeZone } from "../session/use-time-zone.ts";
import { useShortcuts } from "../shell/shortcuts/use-shortcuts.ts";
import { ChunkOfRows } from "./chunk-of-rows.tsx";
import { EmptyFeed } from "./empty-feed.tsx";
import { FeedControls } from "./feed-controls.tsx";
import { FilterBox } from "./filter/filter-box.tsx";
import { FilterPills } from "./filter/filter-pills.tsx";
import type { FeedFilters } from "./filter/filters-in-url.ts";
import { useLiveFeed } from "./live/use-live-feed.ts";
import { NewEventsButton } from "./new-events-button.tsx";
import { OlderEvents } from "./older-events.tsx";
import { useHeightVariable } from "./use-height-variable.ts";
import { useInView } from "./use-in-view.ts";

/** The feed: its filters, what happened, newest first, and what happens now. */
export function LiveFeed({ filters, search, firstPage, names, userLabel }: LiveFeedProps) {
  const timeZone = useTimeZone();
  const live = useLiveFeed({ filters, search, firstPage });
  const { feed, isPaused, pause } = live;
  const top = useInView<HTMLDivElement>(live.scrolled);
  const bar = useHeightVariable<HTMLDivElement>("--feed-bar");
  useShortcuts({ p: () => pause(!isPaused) });

  return (
    <>
      <div ref={top} className="h-px" />
      <div ref={bar} className="feed-bar">
        <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
          <FilterBox filters={filters} names={names} />
          <FeedControls connection={live.connection} isPaused={isPaused} onPause={pause} />
        </div>
        <FilterPills filters={filters} userLabel={userLabel} />
        <NewEventsButton waiting={feed.waiting.length} isStale={feed.isStale} onReveal={live.reveal} />
      </div>
      {feed.chunks.length === 0 ? (
        <EmptyFeed filters={filters} />
      ) : (
        <>
          <ol aria-label="Events, newest first" className="feed">
            {feed.chunks.map(({ key, events }, index) => (
              <ChunkOfRows
                key={key}
                id={key}
                events={events}
                newIds={index === 0 ? live.newIds : noIds}
                filters={filters}
                timeZone={timeZone}
              />
            ))}
          </ol>
          <OlderEvents
            state={live.older}
            hasMore={feed.nextCursor !== null}
            onLoad={() => void live.loadOlder()}
          />
        </>
      )}
    </>
  );
}

// One and the same, so that chunks without news are not drawn again.
const noIds: ReadonlySet<string> = new Set();

interface LiveFeedProps {
  filters: FeedFilters;
  /** The address part of the filters. */
  search: string;
  firstPage: FeedPage;
  names: readonly NamedEvents[];
  /** The address of the person filtered by, where it is known. */
  userLabel: string | null;
}
