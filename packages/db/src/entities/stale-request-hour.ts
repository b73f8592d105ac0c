import { defineEntity, p } from "@mikro-orm/postgresql";

/** An hour whose requests changed since they were rolled up. Triggers write it with the requests. */
export const StaleRequestHourSchema = defineEntity({
  name: "StaleRequestHour",
  tableName: "stale_request_hours",
  properties: {
    id: p.bigint("string").primary().autoincrement().generated("by default as identity"),
    /** Hours since 1970 in UTC. */
    hour: p.integer().index("stale_request_hours_hour_index"),
  },
});

export class StaleRequestHour extends StaleRequestHourSchema.class {}
StaleRequestHourSchema.setClass(StaleRequestHour);
