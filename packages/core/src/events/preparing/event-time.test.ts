import fc from "fast-check";
import { expect, test } from "vitest";
import type { ClaimedTime } from "./event-time.ts";
import { MAX_TRANSIT_MS, resolveEventTime } from "./event-time.ts";

const receivedAt = new Date("2026-03-03T12:00:00.000Z");

function resolve(claimed: Partial<ClaimedTime>) {
  const { time, warnings } = resolveEventTime({ receivedAt, timeZone: "UTC", ...claimed });
  return [time.toISOString(), warnings];
}

test("without a timestamp the event time is the arrival time", () => {
  expect(resolve({})).toEqual([receivedAt.toISOString(), []]);
});

test.each([
  ["a day ahead", "2026-03-04T11:58:00.000Z", "2026-03-04T12:00:00.000Z"],
  ["five hours behind", "2026-03-03T06:58:00.000Z", "2026-03-03T07:00:00.000Z"],
  ["61 s behind", "2026-03-03T11:56:59.000Z", "2026-03-03T11:58:59.000Z"],
])("a clock that is %s is corrected by sentAt", (_, timestamp, sentAt) => {
  expect(resolve({ timestamp, sentAt })).toEqual(["2026-03-03T11:58:00.000Z", []]);
});

test.each([
  ["2026-03-03T11:59:39.000Z", "2026-03-03T11:59:40.000Z"],
  ["2026-03-03T11:58:59.000Z", "2026-03-03T11:59:00.000Z"],
  ["2026-03-03T12:00:59.000Z", "2026-03-03T12:01:00.000Z"],
])(
  "a difference between sending and arrival that a network explains corrects nothing",
  (timestamp, sentAt) => {
    expect(resolve({ timestamp, sentAt })).toEqual([timestamp, []]);
  },
);

test("events of one device keep their order, however long each request takes and whichever arrives first", () => {
  const seconds = (max: number) => fc.integer({ min: 0, max: max * 1000 });
  const request = fc.record({
    transit: seconds(30),
    ages: fc.array(seconds(600), { minLength: 1, maxLength: 4 }),
  });

  fc.assert(
    fc.property(
      fc.integer({ min: -30_000, max: 30_000 }),
      fc.array(fc.tuple(seconds(3_600), request), { minLength: 2, maxLength: 6 }),
      (clockError, requests) => {
        const events = requests.flatMap(([sent, { transit, ages }]) => {
          const sentAt = receivedAt.getTime() + sent;
          return ages.map((age) => ({
            happened: sentAt - age,
            stored: resolveEventTime({
              timestamp: new Date(sentAt - age + clockError),
              sentAt: new Date(sentAt + clockError),
              receivedAt: new Date(sentAt + transit),
              timeZone: "UTC",
            }).time.getTime(),
          }));
        });

        const inOrder = events.toSorted((a, b) => a.happened - b.happened).map(({ stored }) => stored);
        expect(inOrder).toEqual(inOrder.toSorted((a, b) => a - b));
      },
    ),
  );
});

test("an event time is at most one minute in the future, whatever a sender claims", () => {
  expect(resolve({ timestamp: "2026-03-05T00:00:00.000Z" })).toEqual([
    "2026-03-03T12:01:00.000Z",
    ["The timestamp is in the future. It was set to one minute from now."],
  ]);
  const time = fc.date({ min: new Date("1970-01-01"), max: new Date("2199-12-31"), noInvalidDate: true });
  fc.assert(
    fc.property(time, fc.option(time, { nil: undefined }), (timestamp, sentAt) => {
      let resolved = 0;
      try {
        resolved = resolveEventTime({ timestamp, sentAt, receivedAt, timeZone: "UTC" }).time.getTime();
      } catch (error) {
        expect(String(error)).toContain("is before 1970 after its correction");
      }
      expect(resolved).toBeLessThanOrEqual(receivedAt.getTime() + MAX_TRANSIT_MS);
      expect(resolved).toBeGreaterThanOrEqual(0);
    }),
  );
});

test("an event older than 30 days gets a warning", () => {
  expect(resolve({ timestamp: "2026-01-01T00:00:00.000Z" })).toEqual([
    "2026-01-01T00:00:00.000Z",
    ["The timestamp is more than 30 days old."],
  ]);
});

test("times without an offset are in the project's time zone, and so is sentAt", () => {
  const inBerlin = { timeZone: "Europe/Berlin" };

  expect(resolve({ timestamp: "2026-03-03T12:00:00", ...inBerlin })[0]).toBe("2026-03-03T11:00:00.000Z");
  expect(resolve({ timestamp: "2026-03-03", ...inBerlin })[0]).toBe("2026-03-02T23:00:00.000Z");
  expect(resolve({ timestamp: "2026-03-04T12:59:00", sentAt: "2026-03-04T13:00:00", ...inBerlin })[0]).toBe(
    "2026-03-03T11:59:00.000Z",
  );
});

test("a local time that a clock change makes ambiguous is stored with a warning", () => {
  const inBerlin = { timeZone: "Europe/Berlin", receivedAt: new Date("2025-11-01T00:00:00Z") };

  expect(resolve({ timestamp: "2025-10-26T02:30:00", ...inBerlin })).toEqual([
    "2025-10-26T00:30:00.000Z",
    [
      'timestamp: "2025-10-26T02:30:00" in Europe/Berlin happens twice because the clocks go back then; the first time was used. Send times with an offset, like Z.',
    ],
  ]);
  expect(
    resolve({ timestamp: "2025-03-30T02:30:00", ...inBerlin, receivedAt: new Date("2025-04-01T00:00:00Z") }),
  ).toEqual([
    "2025-03-30T01:30:00.000Z",
    [
      expect.stringContaining(
        "does not exist because the clocks go forward then; it was moved forward as well",
      ),
    ],
  ]);
});

test.each([
  { timestamp: "yesterday" },
  { timestamp: "5" },
  { timestamp: "2025-02-30T10:00:00Z" },
  { timestamp: "03/04/2025 10:00" },
  { timestamp: "+275760-09-13T00:00:00.000Z" },
  { timestamp: new Date("no date") },
  { timestamp: new Date(8.64e15) },
  { timestamp: 1_740_823_200_000 as never },
  { timestamp: null as never },
])("$timestamp is rejected as a timestamp", (claimed) => {
  expect(() => resolve(claimed)).toThrow(
    "timestamp: must be an ISO 8601 time in the years 1970 to 2199, like 2026-03-03T10:00:00.000Z",
  );
});

test("an invalid sentAt is rejected, also without a timestamp", () => {
  expect(() => resolve({ sentAt: "5" })).toThrow(/^sentAt: must be an ISO 8601 time/);
  expect(() => resolve({ timestamp: "2026-03-03T12:00:00Z", sentAt: "0" })).toThrow(/^sentAt: must be/);
});

test("a sentAt that leads to a time before 1970 is rejected", () => {
  const claimed = { timestamp: "2026-03-03T12:00:00.000Z", sentAt: "2126-03-03T12:00:00.000Z" };

  expect(() => resolve(claimed)).toThrow(/^timestamp: is before 1970/);
});
