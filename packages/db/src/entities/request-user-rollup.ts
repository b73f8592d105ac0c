import { defineEntity, p } from "@mikro-orm/postgresql";

/** Requests of one user in one hour. Valid unless the hour is in `stale_request_hours`. */
export const RequestUserRollupSchema = defineEntity({
  name: "RequestUserRollup",
  tableName: "request_user_rollups",
  properties: {
    /** Hours since 1970 in UTC. */
    hour: p.integer().primary(),
    userId: p.integer().primary(),
    total: p.integer(),
    lastAt: p.datetime(3),
  },
});

export class RequestUserRollup extends RequestUserRollupSchema.class {}
RequestUserRollupSchema.setClass(RequestUserRollup);
