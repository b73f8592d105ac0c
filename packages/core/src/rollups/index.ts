export { countByRollups } from "./count-by-rollups.sql.ts";
export { keepRollupsMerged, mergeRollupDeltas } from "./merge-rollup-deltas.sql.ts";
export { rebuildRollups } from "./rebuild-rollups.sql.ts";
export type { RebuildProgress } from "./rebuild-rollups.sql.ts";
