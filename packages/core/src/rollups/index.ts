export { countByRollups } from "./count-by-rollups.ts";
export { mergeRollupDeltas } from "./merge-rollup-deltas.ts";
export { keepRollupsMerged } from "./keep-rollups-merged.ts";
export { rebuildRollups } from "./rebuild-rollups.ts";
export type { RebuildProgress } from "./rebuild-rollups.ts";
