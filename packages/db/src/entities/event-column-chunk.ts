import { defineEntity, p } from "@mikro-orm/postgresql";

/** The users and times of one event name on one UTC day: two arrays of 4-byte integers, ordered by time. Derived from `events`. */
export const EventColumnChunkSchema = defineEntity({
  name: "EventColumnChunk",
  tableName: "event_columns",
  properties: {
    nameId: p.integer().primary(),
    /** Days since 1970 in UTC. */
    day: p.integer().primary(),
    /** The revision of the day at which the chunk is valid. */
    revision: p.bigint("string"),
    /** `users.id`, little-endian. */
    userIds: p.blob().$type<Buffer>(),
    /** Milliseconds into the day, little-endian. */
    times: p.blob().$type<Buffer>(),
  },
});

export class EventColumnChunk extends EventColumnChunkSchema.class {}
EventColumnChunkSchema.setClass(EventColumnChunk);
