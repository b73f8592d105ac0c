import { defineEntity, p } from "@mikro-orm/postgresql";
import { EventName } from "./event-name.ts";

/** Counts of one name on one UTC day, in total and by 15-minute slot. Deltas that are not merged yet come on top. */
export const EventRollupSchema = defineEntity({
  name: "EventRollup",
  tableName: "event_rollups",
  properties: {
    name: () => p.manyToOne(EventName).primary().fieldName("name_id"),
    /** Days since 1970 in UTC. */
    day: p.integer().primary(),
    /** Changes with every change of the day's events. */
    revision: p.bigint("string"),
    /** The revision since which events of the day were only added. */
    appendedSince: p.bigint("string").defaultRaw("0"),
    total: p.integer(),
    /** One count for each of the day's 96 slots. */
    slots: p.array(Number).$type<number[]>().columnType("int[]"),
  },
  checks: [{ name: "event_rollups_slots_complete", expression: "cardinality(slots) = 96" }],
});

export class EventRollup extends EventRollupSchema.class {}
EventRollupSchema.setClass(EventRollup);
