import type { EventFilter, EventPage } from "@admin-events/client/query";
import { useEffect, useRef } from "react";
import type { ReactNode } from "react";
import { useTimeZone } from "../session/use-time-zone.ts";
import { useShortcuts } from "../shell/shortcuts/use-shortcuts.ts";
import { DayHeading } from "./day-heading.tsx";
import { FeedControls, NewEventsButton } from "./feed-controls.tsx";
import { LiveFeedDelay } from "./feed-delay-notice.tsx";
import { groupByDay } from "./group-by-day.ts";
import { useLiveFeed } from "./live/use-live-feed.ts";
import { OlderEvents } from "./older-events.tsx";
import type { RenderRow } from "./row-chunk.tsx";
import { RowChunk } from "./row-chunk.tsx";
import { useInView } from "./use-in-view.ts";

/** The events that match a filter, last received first, with new ones added live. */
export function LiveList({ filter, feedKey, firstPage, label, bar, pills, empty, renderRow }: LiveListProps) {
  const timeZone = useTimeZone();
  const live = useLiveFeed({ filter, feedKey, firstPage });
  const { feed, isPaused, pause } = live;
  const top = useInView<HTMLDivElement>(live.scrolled);
  const barRef = useHeightVariable<HTMLDivElement>("--feed-bar");
  useShortcuts({ p: () => pause(!isPaused) });

  return (
    <>
      <div ref={top} className="h-px" />
      <div ref={barRef} className="bg-background sticky top-0 z-25 -mx-4 -mt-3 grid gap-2 px-4 py-3">
        <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2">
          {bar}
          <FeedControls connection={live.connection} isPaused={isPaused} onPause={pause} />
        </div>
        {pills}
        <LiveFeedDelay />
        <NewEventsButton
          pendingCount={feed.pending.length}
          isStale={feed.isStale}
          onShow={live.showPending}
        />
      </div>
      {feed.chunks.length === 0 ? (
        empty
      ) : (
        <>
          <ol aria-label={label} className="feed">
            {groupByDay(feed.chunks, timeZone).map(({ date, chunks }, day) => (
              <li key={date}>
                <DayHeading date={date} timeZone={timeZone} />
                {chunks.map(({ key, events }, index) => (
                  <RowChunk
                    key={key}
                    id={key}
                    events={events}
                    newIds={day === 0 && index === 0 ? live.newIds : NO_IDS}
                    renderRow={renderRow}
                  />
                ))}
              </li>
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

// A constant, so that chunks without new rows keep their props and do not render again.
const NO_IDS: ReadonlySet<string> = new Set();

/** A ref for an element whose height is published as a CSS variable on the root element. */
function useHeightVariable<E extends HTMLElement>(variable: `--${string}`) {
  const ref = useRef<E>(null);
  useEffect(() => {
    const element = ref.current;
    if (!element) return;
    const root = document.documentElement;
    const observer = new ResizeObserver(() => root.style.setProperty(variable, `${element.offsetHeight}px`));
    observer.observe(element);
    return () => {
      observer.disconnect();
      root.style.removeProperty(variable);
    };
  }, [variable]);
  return ref;
}

interface LiveListProps {
  /** Must be a stable object. */
  filter: EventFilter;
  /** Identifies the filter. */
  feedKey: string;
  firstPage: EventPage;
  label: string;
  bar?: ReactNode;
  pills?: ReactNode;
  /** Shown instead of the list when nothing matches. */
  empty: ReactNode;
  renderRow: RenderRow;
}
