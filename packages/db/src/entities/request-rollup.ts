import { defineEntity, p } from "@mikro-orm/postgresql";
import { RequestRoute } from "./request-route.ts";

/** Requests of one route in one hour. Valid unless the hour is in `stale_request_hours`. */
export const RequestRollupSchema = defineEntity({
  name: "RequestRollup",
  tableName: "request_rollups",
  properties: {
    /** Hours since 1970 in UTC. */
    hour: p.integer().primary(),
    route: () => p.manyToOne(RequestRoute).primary(),
    total: p.integer(),
    /** Requests with a status of 400 or above. */
    errors: p.integer(),
    durationMs: p.double(),
    /** A sketch of durations: the numbers of its non-empty buckets, and the count of each. */
    buckets: p.array(Number).$type<number[]>().columnType("int[]"),
    counts: p.array(Number).$type<number[]>().columnType("int[]"),
  },
  checks: [
    { name: "request_rollups_sketch_complete", expression: "cardinality(counts) = cardinality(buckets)" },
  ],
});

export class RequestRollup extends RequestRollupSchema.class {}
RequestRollupSchema.setClass(RequestRollup);
