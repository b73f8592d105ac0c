import fc from "fast-check";
import { expect, test } from "vitest";
import { fromPathSegment, toPathSegment } from "./path-segment.ts";

test("every id survives the way through an address", () => {
  const id = fc.oneof(
    fc.string({ unit: "grapheme", minLength: 1 }),
    fc.constantFrom(".", "..", "...", "=", "=.", "==", "%2E", "a/b", "?", "#", "\\", "..%2f.."),
  );

  fc.assert(
    fc.property(id, (id) => {
      const { pathname } = new URL(`/users/${toPathSegment(id)}`, "http://localhost");
      const [, folder, segment, ...rest] = pathname.split("/");

      expect([folder, rest]).toEqual(["users", []]);
      expect(fromPathSegment(decodeURIComponent(segment ?? ""))).toBe(id);
    }),
  );
});
