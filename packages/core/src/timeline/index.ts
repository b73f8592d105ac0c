export { getTimeline } from "./timeline.ts";
export type { Moment, Timeline } from "./timeline.ts";
