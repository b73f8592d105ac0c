import { defineEntity, p } from "@mikro-orm/postgresql";

/** A finished day of the hash chain. */
export const ActivityChainDaySchema = defineEntity({
  name: "ActivityChainDay",
  tableName: "activity_chain_days",
  properties: {
    day: p.date().primary(),
    entries: p.integer(),
    /** The hash of the last entry, which covers all before it. */
    head: p.blob().$type<Buffer>(),
  },
});

export class ActivityChainDay extends ActivityChainDaySchema.class {}
ActivityChainDaySchema.setClass(ActivityChainDay);
