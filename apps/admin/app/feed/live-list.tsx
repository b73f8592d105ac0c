import type { ReactNode } from "react";
import type { FeedPage, FeedInput } from "../api/outputs.ts";
import { useTimeZone } from "../session/use-time-zone.ts";
import { useShortcuts } from "../shell/shortcuts/use-shortcuts.ts";
import type { RenderRow } from "./chunk-of-rows.tsx";
import { ChunkOfRows } from "./chunk-of-rows.tsx";
import { DayHeading } from "./day-heading.tsx";
import { daysOfChunks } from "./days-of-chunks.ts";
import { FeedControls } from "./feed-controls.tsx";
import { useLiveFeed } from "./live/use-live-feed.ts";
import { NewEventsButton } from "./new-events-button.tsx";
import { OlderEvents } from "./older-events.tsx";
import { useHeightVariable } from "./use-height-variable.ts";
import { useInView } from "./use-in-view.ts";

/** Events that answer a question, newest first, and those that come now. Above them stands what chooses the question. */
export function LiveList({
  question,
  search,
  firstPage,
  label,
  bar,
  pills,
  empty,
  renderRow,
}: LiveListProps) {
  const timeZone = useTimeZone();
  const live = useLiveFeed({ question, search, firstPage });
  const { feed, isPaused, pause } = live;
  const top = useInView<HTMLDivElement>(live.scrolled);
  const barRef = useHeightVariable<HTMLDivElement>("--feed-bar");
  useShortcuts({ p: () => pause(!isPaused) });

  return (
    <>
      <div ref={top} className="h-px" />
      <div ref={barRef} className="feed-bar">
        <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2">
          {bar}
          <FeedControls connection={live.connection} isPaused={isPaused} onPause={pause} />
        </div>
        {pills}
        <NewEventsButton waiting={feed.waiting.length} isStale={feed.isStale} onReveal={live.reveal} />
      </div>
      {feed.chunks.length === 0 ? (
        empty
      ) : (
        <>
          <ol aria-label={label} className="feed">
            {daysOfChunks(feed.chunks, timeZone).map(({ date, chunks }, day) => (
              <li key={date}>
                <DayHeading date={date} timeZone={timeZone} />
                {chunks.map(({ key, events }, index) => (
                  <ChunkOfRows
                    key={key}
                    id={key}
                    events={events}
                    newIds={day === 0 && index === 0 ? live.newIds : noIds}
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

// One and the same, so that chunks without news are not drawn again.
const noIds: ReadonlySet<string> = new Set();

interface LiveListProps {
  /** One and the same object as long as it asks the same. */
  question: FeedInput;
  /** What tells this question from others. */
  search: string;
  firstPage: FeedPage;
  /** What the list is, for screen readers. */
  label: string;
  bar?: ReactNode;
  pills?: ReactNode;
  /** What stands in place of the list when nothing answers the question. */
  empty: ReactNode;
  renderRow: RenderRow;
}
