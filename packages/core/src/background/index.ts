export { PooledConnectionError, startJobQueue } from "./job-queue.ts";
export type { JobQueue, JobQueueOptions } from "./job-queue.ts";
export { keepDoing } from "./keep-doing.ts";
export type { Loop, LoopStatus } from "./keep-doing.ts";
export { runExclusively } from "./run-exclusively.ts";
export { getScheduledJobStatus } from "./scheduled-job-status.sql.ts";
export { mapInTurns, takeTurn } from "./take-turn.ts";
export { scheduleJob, unscheduleJob } from "./schedule-job.ts";
export type { ScheduledJob } from "./schedule-job.ts";
