import { defineEntity, p } from "@mikro-orm/postgresql";

/** An event of an application's transaction, until it is stored. The table has no row for long, except for rejected events. */
export const InboxEventSchema = defineEntity({
  name: "InboxEvent",
  tableName: "inbox",
  properties: {
    sequence: p.bigint("string").primary().autoincrement().generated("by default as identity"),
    /** The event's id. Not unique here: storing finds the duplicates, so that transactions never wait for each other. */
    id: p.uuid(),
    name: p.text(),
    options: p.json<Record<string, unknown>>(),
    /** Whether the options are an event that the catalog was applied to, instead of those of `track()` in SQL. */
    isPrepared: p.boolean().default(false),
    trackedAt: p.datetime(3).defaultRaw("clock_timestamp()"),
    /** Why it was rejected; null while it waits. */
    problem: p.text().nullable(),
    rejectedAt: p.datetime(3).nullable(),
  },
  indexes: [
    { name: "inbox_waiting_index", properties: ["sequence"], where: "problem is null" },
    { name: "inbox_rejected_index", properties: ["rejectedAt"], where: "problem is not null" },
  ],
});

export class InboxEvent extends InboxEventSchema.class {}
InboxEventSchema.setClass(InboxEvent);
