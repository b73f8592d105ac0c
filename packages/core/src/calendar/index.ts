export { cutIntoBuckets, getHourLabel, intervals } from "./buckets.ts";
export type { Bucket, Interval, WeekStart } from "./buckets.ts";
export { isIsoInstant, isStorableTime, MAX_YEAR, MIN_YEAR, parseTime } from "./parse-time.ts";
export { periods, getPreviousRange } from "./previous-range.ts";
export type { Period } from "./previous-range.ts";
export { assertTimeZone, toIsoInstant, readInstant, readRange } from "./range.ts";
export type { Range } from "./range.ts";
