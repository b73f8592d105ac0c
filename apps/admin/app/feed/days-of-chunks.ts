import type { StoredEvent } from "../api/outputs.ts";
import { dateIn } from "../format/format-time.ts";
import type { FeedChunk } from "./live/feed-state.ts";

/** The rows of one day, in the chunks in which they are drawn. */
interface DayOfFeed {
  /** Like `2026-11-21`. */
  date: string;
  chunks: FeedChunk[];
}

/**
 * Chunks under the days on which their events arrived. A chunk that lies within one day stays one and the same, so that
 * it need not be drawn again.
 */
export function daysOfChunks(chunks: readonly FeedChunk[], timeZone: string): DayOfFeed[] {
  const parts = chunks.flatMap((chunk) => partsOf(chunk, timeZone));

  return [...Map.groupBy(parts, ({ date }) => date)].map(([date, ofDay]) => ({
    date,
    chunks: ofDay.map(({ chunk }) => chunk),
  }));
}

function partsOf(chunk: FeedChunk, timeZone: string): { date: string; chunk: FeedChunk }[] {
  const [newest] = chunk.events;
  const oldest = chunk.events.at(-1);
  if (!newest || !oldest) return [];

  const dayOf = ({ receivedAt }: StoredEvent) => dateIn(timeZone, receivedAt);
  const date = dayOf(newest);
  if (date === dayOf(oldest)) return [{ date, chunk }];

  return [...Map.groupBy(chunk.events, dayOf)].map(([date, events]) => ({
    date,
    chunk: { key: `${chunk.key} ${date}`, events },
  }));
}
