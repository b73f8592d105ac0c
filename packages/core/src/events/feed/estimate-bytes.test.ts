import fc from "fast-check";
import { expect, test } from "vitest";
import type { StoredEvent } from "../event.ts";
import { estimateBytes, splitByBytes } from "./estimate-bytes.ts";

test("the estimate of an event is close to its JSON from small to large", () => {
  const examples: StoredEvent["metadata"][] = [
    {},
    { plan: "free", seats: 3 },
    { text: "x".repeat(28_000) },
    { list: Array.from({ length: 900 }, () => 12.5) },
  ];
  for (const metadata of examples) {
    const actual = JSON.stringify(metadata).length + 400;
    const estimated = estimateBytes({ metadata });

    expect(estimated).toBeGreaterThan(actual * 0.5);
    expect(estimated).toBeLessThan(actual * 2);
  }
});

test("parts keep the order, lose nothing, and are larger than the limit only for a single item", () => {
  fc.assert(
    fc.property(fc.array(fc.nat(300)), fc.integer({ min: 1, max: 500 }), (sizes, maxBytes) => {
      const items = sizes.map((bytes, index) => ({ bytes, index }));
      const parts = splitByBytes(items, maxBytes);

      expect(parts.flat()).toEqual(items);
      for (const part of parts) {
        const bytes = part.reduce((sum, item) => sum + item.bytes, 0);
        expect(part.length).toBeGreaterThan(0);
        if (part.length > 1) expect(bytes).toBeLessThanOrEqual(maxBytes);
      }
    }),
  );
});
