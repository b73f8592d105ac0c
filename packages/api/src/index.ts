export type { Actor, AnsweredCall, ApiContext, ProcessVitals } from "./context.ts";
export type { LiveMessage } from "./procedures/on-event.ts";
export { appRouter, createCaller } from "./router.ts";
export type { AppRouter } from "./router.ts";
