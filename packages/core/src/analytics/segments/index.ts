export { openSegments } from "./segments.ts";
export type { Segments, SegmentsOptions } from "./segments.ts";
