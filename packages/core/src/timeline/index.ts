export { timelineOf } from "./timeline.ts";
export type { Moment, Timeline } from "./timeline.ts";
