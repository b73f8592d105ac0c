import fc from "fast-check";
import { expect, test } from "vitest";
import { belongsToSession, getStartRange } from "./session-rules.ts";

const MINUTE_MS = 60_000;

test("every session that an activity belongs to started within the range that is looked up", () => {
  const time = fc.integer({ min: -2_000, max: 2_000 }).map((minutes) => minutes * MINUTE_MS);

  fc.assert(
    fc.property(time, time, fc.nat(2_000), (at, startedAt, minutes) => {
      const session = { startedAt, lastActivityAt: startedAt + minutes * MINUTE_MS };
      const { from, to } = getStartRange(at);

      if (belongsToSession(session, at)) {
        expect(startedAt).toBeGreaterThanOrEqual(from);
        expect(startedAt).toBeLessThanOrEqual(to);
      }
    }),
    { numRuns: 2_000 },
  );
});
