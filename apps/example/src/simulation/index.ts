export { simulateActivities } from "./simulate-activities.ts";
export { simulateLive } from "./simulate-live.ts";
export type { SimulateLiveOptions } from "./simulate-live.ts";
export { simulateUsage } from "./simulate-usage.ts";
export type { SimulatedRequest, SimulatedSession, SimulatedUsage } from "./simulate-usage.ts";
export { simulateYear } from "./simulate-year.ts";
export type { SimulatedDay, SimulatedEvent, SimulatedUser, SimulateYearOptions } from "./simulate-year.ts";
