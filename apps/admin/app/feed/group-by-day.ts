import type { StoredEvent } from "@admin-events/client/query";
import { dateIn } from "../format/format-time.ts";
import type { FeedChunk } from "./live/feed-state.ts";

/** The rows of one day. */
interface FeedDay {
  /** Like `2026-11-21`. */
  date: string;
  chunks: FeedChunk[];
}

/**
 * Groups chunks by the day on which their events arrived. A chunk within one day keeps its identity, so that it does
 * not render again; a chunk across midnight is split.
 */
export function groupByDay(chunks: readonly FeedChunk[], timeZone: string): FeedDay[] {
  const parts = chunks.flatMap((chunk) => splitByDay(chunk, timeZone));

  return [...Map.groupBy(parts, ({ date }) => date)].map(([date, partsOfDay]) => ({
    date,
    chunks: partsOfDay.map(({ chunk }) => chunk),
  }));
}

function splitByDay(chunk: FeedChunk, timeZone: string): { date: string; chunk: FeedChunk }[] {
  const [newest] = chunk.events;
  const oldest = chunk.events.at(-1);
  if (!newest || !oldest) return [];

  const toDate = ({ receivedAt }: StoredEvent) => dateIn(timeZone, receivedAt);
  const date = toDate(newest);
  if (date === toDate(oldest)) return [{ date, chunk }];

  return [...Map.groupBy(chunk.events, toDate)].map(([date, events]) => ({
    date,
    chunk: { key: `${chunk.key} ${date}`, events },
  }));
}
