import { expect, test } from "vitest";
import type { CachedChunk } from "./chunk-cache.ts";
import { createChunkCache } from "./chunk-cache.ts";
import { getChunkBytes } from "./column-chunk.ts";

function createEntry(day: number, eventCount = 10): CachedChunk {
  const chunk = { nameId: 1, day, userIds: new Uint32Array(eventCount), times: new Uint32Array(eventCount) };
  return {
    chunk,
    revision: "1",
    appendedSince: "1",
    snapshot: { oldestXid: 1, includes: () => true },
    readAt: 0,
  };
}

const entryBytes = getChunkBytes(createEntry(0).chunk);

test("evicts the least recently used chunks beyond the limit", () => {
  const cache = createChunkCache(2 * entryBytes);
  cache.put(createEntry(1));
  cache.put(createEntry(2));
  cache.get(1, 1);

  cache.put(createEntry(3));

  expect([1, 2, 3].filter((day) => cache.get(1, day))).toEqual([1, 3]);
});

test("a replaced chunk counts once", () => {
  const cache = createChunkCache(2 * entryBytes);
  cache.put(createEntry(1));

  for (let round = 0; round < 5; round++) cache.put(createEntry(2));

  expect(cache.get(1, 1)).toBeDefined();
});

test("a chunk above the limit is not kept", () => {
  const cache = createChunkCache(2 * entryBytes);

  cache.put(createEntry(1, 10_000));

  expect(cache.get(1, 1)).toBeUndefined();
});

test("a cache without memory keeps nothing", () => {
  const cache = createChunkCache(0);

  cache.put(createEntry(1));

  expect(cache.get(1, 1)).toBeUndefined();
});
