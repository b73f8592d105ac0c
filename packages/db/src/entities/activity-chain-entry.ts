import { defineEntity, p } from "@mikro-orm/postgresql";

/** One activity in the hash chain. It outlives the activity and its people, so it references neither. */
export const ActivityChainEntrySchema = defineEntity({
  name: "ActivityChainEntry",
  tableName: "activity_chain_entries",
  properties: {
    eventId: p.uuid().index("activity_chain_entries_event_index"),
    occurredAt: p.datetime(3),
    day: p.date().primary(),
    /** The position within the day, from 1. */
    sequence: p.integer().primary(),
    name: p.text(),
    /** The metadata keys that hold personal data, which an erasure may remove. */
    personal: p.array(),
    /** A salted hash of the user who acted; null without one. */
    actor: p.blob().$type<Buffer>().nullable(),
    /** A hash of everything else. */
    content: p.blob().$type<Buffer>(),
    /** A hash of this entry and the one before it. */
    hash: p.blob().$type<Buffer>(),
  },
});

export class ActivityChainEntry extends ActivityChainEntrySchema.class {}
ActivityChainEntrySchema.setClass(ActivityChainEntry);
