export { cutIntoBuckets, intervals } from "./buckets.ts";
export type { Bucket, Interval, WeekStart } from "./buckets.ts";
export { periods, getPreviousRange } from "./previous-range.ts";
export type { Period } from "./previous-range.ts";
export { toIsoInstant, readInstant, readRange } from "./range.ts";
export type { Range } from "./range.ts";
