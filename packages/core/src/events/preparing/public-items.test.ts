import fc from "fast-check";
import { validate, version } from "uuid";
import { expect, test } from "vitest";
import { assertPublicAge, MAX_PUBLIC_AGE_MS, toPublicId } from "./public-items.ts";

const uuidv7 = fc.uuid({ version: 7 });

test("the stored id of a public key is another UUIDv7 of the same time, whatever the case of the sent one", () => {
  fc.assert(
    fc.property(uuidv7, (id) => {
      const stored = toPublicId(id);

      expect(validate(stored) && version(stored)).toBe(7);
      expect(stored.slice(0, 14)).toBe(id.slice(0, 14));
      expect(stored).not.toBe(id);
      expect(toPublicId(id.toUpperCase())).toBe(stored);
    }),
  );
});

test("different ids stay different, and a stored id leads nowhere when it is sent itself", () => {
  fc.assert(
    fc.property(uuidv7, uuidv7, (first, second) => {
      fc.pre(first !== second);

      expect(toPublicId(first)).not.toBe(toPublicId(second));
      expect(toPublicId(toPublicId(first))).not.toBe(first);
    }),
  );
});

test("a public key sends what happened within seven days", () => {
  const now = new Date("2026-03-10T12:00:00Z");
  const before = (milliseconds: number) => new Date(now.getTime() - milliseconds);

  expect(() => assertPublicAge(before(MAX_PUBLIC_AGE_MS), now)).not.toThrow();
  expect(() => assertPublicAge(before(MAX_PUBLIC_AGE_MS + 1), now)).toThrow(
    "timestamp: is more than 7 days ago",
  );
});
