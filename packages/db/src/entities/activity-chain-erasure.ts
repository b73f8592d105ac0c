import { defineEntity, p } from "@mikro-orm/postgresql";

/** An activity of the hash chain from which an erasure removed personal data. */
export const ActivityChainErasureSchema = defineEntity({
  name: "ActivityChainErasure",
  tableName: "activity_chain_erasures",
  properties: {
    /** The id of the activity that logs the erasure. */
    erasureId: p.uuid().primary(),
    eventId: p.uuid().primary().index("activity_chain_erasures_event_index"),
    /** A hash of what the erasure left. */
    content: p.blob().$type<Buffer>(),
  },
});

export class ActivityChainErasure extends ActivityChainErasureSchema.class {}
ActivityChainErasureSchema.setClass(ActivityChainErasure);
