export { countByDays } from "./count-by-rollups.ts";
export { foldChanges } from "./merge-rollup-deltas.ts";
export { keepDaysFolded } from "./keep-rollups-merged.ts";
export { rebuildDays } from "./rebuild-rollups.ts";
export type { RebuildProgress } from "./rebuild-rollups.ts";
