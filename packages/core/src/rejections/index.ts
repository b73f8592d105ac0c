export { countRejections, listRejections } from "./list-rejections.ts";
export type { RejectedGroup, Rejections, RejectionsInput } from "./list-rejections.ts";
export { pruneRejections, REJECTION_RETENTION_DAYS } from "./prune-rejections.ts";
export { createRejectionRecorder } from "./rejection-recorder.ts";
export type { RejectionRecorder } from "./rejection-recorder.ts";
export { storeRejections } from "./store-rejections.sql.ts";
