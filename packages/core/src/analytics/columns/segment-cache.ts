import type { Segment } from "./column-chunk.ts";
import { bytesOf } from "./column-chunk.ts";
import type { Snapshot } from "./snapshot.ts";

/** A segment in memory, and what it is true for. */
export interface CachedChunk {
  segment: Segment;
  /** The revision of its day; null when changes were still to be folded in. */
  revision: string | null;
  /** The revision since which its day was only added to. */
  appendedSince: string;
  /** It holds exactly the events that this snapshot sees. */
  snapshot: Snapshot;
  /** When that was, in milliseconds since 1970. */
  readAt: number;
}

/** Segments in memory; the longest unused go when they hold more bytes than they may. */
export interface ChunkCache {
  get(nameId: number, day: number): CachedChunk | undefined;
  put(kept: CachedChunk): void;
}

export function createChunkCache(mostBytes: number): ChunkCache {
  const all = new Map<string, CachedChunk>();
  let bytes = 0;

  function drop(key: string): void {
    const kept = all.get(key);
    if (!kept) return;
    bytes -= bytesOf(kept.segment);
    all.delete(key);
  }

  return {
    get: (nameId, day) => all.get(`${nameId}/${day}`),
    put(kept) {
      const key = `${kept.segment.nameId}/${kept.segment.day}`;
      drop(key);
      all.set(key, kept);
      bytes += bytesOf(kept.segment);

      for (const oldest of all.keys()) {
        if (bytes <= mostBytes) break;
        drop(oldest);
      }
    },
  };
}
