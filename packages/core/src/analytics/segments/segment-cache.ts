import type { Segment } from "./segment.ts";
import { bytesOf } from "./segment.ts";

/** Segments in memory, each with the revision of the day it was packed from. */
export interface SegmentCache {
  /** The segment when it is here at this revision. */
  get(nameId: number, day: number, revision: string): Segment | undefined;
  put(segment: Segment, revision: string): void;
}

/** A cache that lets the longest unused segments go when it holds more bytes than it may. */
export function createSegmentCache(mostBytes: number): SegmentCache {
  const kept = new Map<string, { revision: string; segment: Segment }>();
  let bytes = 0;

  function drop(key: string): void {
    const entry = kept.get(key);
    if (!entry) return;
    bytes -= bytesOf(entry.segment);
    kept.delete(key);
  }

  return {
    get(nameId, day, revision) {
      const key = `${nameId}/${day}`;
      const entry = kept.get(key);
      if (entry?.revision !== revision) return undefined;

      kept.delete(key);
      kept.set(key, entry);
      return entry.segment;
    },
    put(segment, revision) {
      const key = `${segment.nameId}/${segment.day}`;
      drop(key);
      kept.set(key, { revision, segment });
      bytes += bytesOf(segment);

      for (const oldest of kept.keys()) {
        if (bytes <= mostBytes) break;
        drop(oldest);
      }
    },
  };
}
