import { LRUCache } from "lru-cache";
import type { ColumnChunk } from "./column-chunk.ts";
import { getChunkBytes } from "./column-chunk.ts";
import type { Snapshot } from "./snapshot.ts";

/** A chunk in memory, and the state of the database that it holds. */
export interface CachedChunk {
  chunk: ColumnChunk;
  /** The revision of its day; null if rollup deltas of the day were unmerged. */
  revision: string | null;
  /** The revision since which events of its day were only appended. */
  appendedSince: string;
  /** The chunk holds exactly the events that this snapshot includes. */
  snapshot: Snapshot;
  readAt: number;
}

export interface ChunkCache {
  get(nameId: number, day: number): CachedChunk | undefined;
  put(entry: CachedChunk): void;
}

export function createChunkCache(maxBytes: number): ChunkCache {
  const entries = new LRUCache<string, CachedChunk>({
    // A limit of 0 would mean no limit.
    maxSize: Math.max(1, maxBytes),
    sizeCalculation: ({ chunk }) => getChunkBytes(chunk),
  });

  return {
    get: (nameId, day) => entries.get(`${nameId}/${day}`),
    put: (entry) => void entries.set(`${entry.chunk.nameId}/${entry.chunk.day}`, entry),
  };
}
