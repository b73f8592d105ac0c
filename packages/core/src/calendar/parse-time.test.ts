import fc from "fast-check";
import { Temporal } from "temporal-polyfill";
import { expect, test } from "vitest";
import { isIsoInstant, parseTime } from "./parse-time.ts";

const toIso = (text: string, timeZone = "UTC") => {
  const parsed = parseTime(text, timeZone);
  return parsed && new Date(parsed.ms).toISOString();
};

test.each([
  ["2025-03-01T10:00:00.123Z", "2025-03-01T10:00:00.123Z"],
  ["2025-03-01T10:00:00Z", "2025-03-01T10:00:00.000Z"],
  ["2025-03-01T10:00Z", "2025-03-01T10:00:00.000Z"],
  ["2025-03-01t10:00:00z", "2025-03-01T10:00:00.000Z"],
  ["2025-03-01 10:00:00Z", "2025-03-01T10:00:00.000Z"],
  ["2025-03-01T10:00:00.9999999Z", "2025-03-01T10:00:00.999Z"],
  ["2025-03-01T10:00:00,5Z", "2025-03-01T10:00:00.500Z"],
  ["2025-03-01T10:00:00+05", "2025-03-01T05:00:00.000Z"],
  ["2025-03-01T10:00:00-0530", "2025-03-01T15:30:00.000Z"],
  ["2025-03-01T00:00:00+05:45", "2025-02-28T18:15:00.000Z"],
  ["2024-02-29", "2024-02-29T00:00:00.000Z"],
  ["2016-12-31T23:59:60Z", "2016-12-31T23:59:59.999Z"],
  ["2017-01-01T00:59:60+01:00", "2016-12-31T23:59:59.999Z"],
  ["1970-01-01T00:00:00Z", "1970-01-01T00:00:00.000Z"],
  ["2199-12-31T23:59:59.999Z", "2199-12-31T23:59:59.999Z"],
])("%s is %s", (text, iso) => {
  expect(toIso(text)).toBe(iso);
});

test.each([
  "",
  "0",
  "5",
  "2025",
  "2025-03",
  "2025-02-30",
  "2023-02-29",
  "2025-13-01",
  "2025-00-10",
  "2025-03-00",
  "03/04/2025",
  "03/04/2025 10:00",
  "March 1, 2025",
  "20250301T100000Z",
  "2025-060",
  "2025-W10-1",
  "2025-3-1",
  "2025-03-01T",
  "2025-03-01T10",
  "2025-03-01T10Z",
  "2025-03-01Z",
  "2025-03-01T24:00:00Z",
  "2025-03-01T10:60:00Z",
  "2025-03-01T10:00:60Z",
  "2025-03-01T23:59:60Z",
  "2025-03-01T10:00:00.Z",
  "2025-03-01T10:00:00+24:00",
  "2025-03-01T10:00:00+05:60",
  "2025-03-01T10:00:00+5",
  "2025-03-01T10:00:00 +05:00",
  "2025-03-01T10:00:00[Europe/Berlin]",
  "2025-03-01T10:00:00Z trailing",
  " 2025-03-01T10:00:00Z",
  "-002025-03-01T10:00:00Z",
  "+275760-09-13T00:00:00.000Z",
  "0000-01-01T00:00:00Z",
  "1969-12-31T23:59:59.999Z",
  "1970-01-01T00:00:00+01:00",
  "2200-01-01T00:00:00Z",
  "9999-12-31",
  "２０２５-03-01T10:00:00Z",
])("%j is not a time", (text) => {
  expect(parseTime(text, "UTC")).toBeNull();
});

test("a time without an offset is local to the time zone, whatever zone the machine has", () => {
  expect(toIso("2025-06-10T12:00:00", "Europe/Berlin")).toBe("2025-06-10T10:00:00.000Z");
  expect(toIso("2025-06-10 12:00", "America/New_York")).toBe("2025-06-10T16:00:00.000Z");
  expect(toIso("2025-06-10", "Asia/Kolkata")).toBe("2025-06-09T18:30:00.000Z");
  expect(toIso("2025-06-10T12:00:00Z", "Europe/Berlin")).toBe("2025-06-10T12:00:00.000Z");
});

test("a local time that the clocks skip is read as that much later", () => {
  expect(parseTime("2025-03-30T02:30:00", "Europe/Berlin")).toEqual({
    ms: Date.parse("2025-03-30T01:30:00Z"),
    clockChange: "skipped",
  });
});

test("a local time that happens twice is the first of the two", () => {
  expect(parseTime("2025-10-26T02:30:00", "Europe/Berlin")).toEqual({
    ms: Date.parse("2025-10-26T00:30:00Z"),
    clockChange: "repeated",
  });
  expect(parseTime("2025-10-26T04:30:00", "Europe/Berlin")?.clockChange).toBeNull();
});

test("a date is the first instant of its day, also where the clocks skip midnight", () => {
  expect(toIso("2018-11-04", "America/Sao_Paulo")).toBe("2018-11-04T03:00:00.000Z");
});

const zones = [
  "UTC",
  "Europe/Berlin",
  "America/New_York",
  "America/St_Johns",
  "Asia/Kathmandu",
  "Africa/Casablanca",
];
const storedTime = fc.date({
  min: new Date("1970-01-02T00:00:00Z"),
  max: new Date("2199-12-30T00:00:00Z"),
  noInvalidDate: true,
});

test("any local time agrees with Temporal", () => {
  fc.assert(
    fc.property(storedTime, fc.constantFrom(...zones), (date, timeZone) => {
      const text = date.toISOString().slice(0, -1);
      const expected = Temporal.PlainDateTime.from(text).toZonedDateTime(timeZone);

      expect(parseTime(text, timeZone)?.ms).toBe(expected.epochMilliseconds);
    }),
  );
});

test("any time is parsed exactly, and any text is either refused or names one instant in the years 1970 to 2199", () => {
  fc.assert(
    fc.property(storedTime, (date) => {
      expect(parseTime(date.toISOString(), "Asia/Tokyo")?.ms).toBe(date.getTime());
      expect(isIsoInstant(date.toISOString())).toBe(true);
    }),
  );
  const anyText = fc.oneof(
    fc.string(),
    fc.stringMatching(/^\d{1,6}-\d\d?-\d\d?[T ]?\d{0,2}:?\d{0,2}:?\d{0,2}Z?$/),
  );
  fc.assert(
    fc.property(anyText, (text) => {
      const parsed = parseTime(text, "UTC");
      if (parsed) expect(new Date(parsed.ms).toISOString().slice(0, 10)).toBe(text.slice(0, 10));
    }),
  );
});

test.each(["0000-01-01T00:00:00.000Z", "2025-02-30T00:00:00.000Z", "2025-03-01T10:00:00Z", "2025-03-01"])(
  "%s is not a time as this server writes it",
  (text) => {
    expect(isIsoInstant(text)).toBe(false);
  },
);
