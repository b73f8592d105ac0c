export { countByDays } from "./count-by-days.ts";
export { foldChanges } from "./fold-changes.ts";
export { keepDaysFolded } from "./keep-days-folded.ts";
export { rebuildDays } from "./rebuild-days.ts";
export type { RebuildProgress } from "./rebuild-days.ts";
