export type { Actor, FinishedCall, ApiContext, ProcessStats } from "./context.ts";
export type { LiveMessage } from "./procedures/on-event.ts";
export { appRouter, createCaller } from "./router.ts";
export type { AppRouter } from "./router.ts";
