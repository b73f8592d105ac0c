import fc from "fast-check";
import { expect, test } from "vitest";
import { fromPathPart, toPathPart } from "./path-part.ts";

test("every id survives the way through an address", () => {
  const id = fc.oneof(
    fc.string({ unit: "grapheme", minLength: 1 }),
    fc.constantFrom(".", "..", "...", "=", "=.", "==", "%2E", "a/b", "?", "#", "\\", "..%2f.."),
  );

  fc.assert(
    fc.property(id, (id) => {
      const { pathname } = new URL(`/users/${toPathPart(id)}`, "http://localhost");
      const [, folder, part, ...rest] = pathname.split("/");

      expect([folder, rest]).toEqual(["users", []]);
      expect(fromPathPart(decodeURIComponent(part ?? ""))).toBe(id);
    }),
  );
});
