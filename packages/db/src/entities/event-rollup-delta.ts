import { defineEntity, p } from "@mikro-orm/postgresql";

/** A change of a count that is not merged into `event_rollups` yet. Triggers write it with the events. */
export const EventRollupDeltaSchema = defineEntity({
  name: "EventRollupDelta",
  tableName: "event_rollup_deltas",
  properties: {
    id: p.bigint("string").primary().autoincrement().generated("by default as identity"),
    nameId: p.integer(),
    /** 15-minute periods since 1970 in UTC. */
    slot: p.integer(),
    count: p.integer(),
    /** Whether the statement only added events. */
    isAppend: p.boolean().default(false),
  },
});

export class EventRollupDelta extends EventRollupDeltaSchema.class {}
EventRollupDeltaSchema.setClass(EventRollupDelta);
