import { defineEntity, p } from "@mikro-orm/postgresql";
import { EventName } from "./event-name.ts";
import { User } from "./user.ts";

/**
 * Something that happened. An event with a resource is also an activity: who did what to which resource.
 *
 * The columns stand in the order that wastes no padding: eight-byte values first, then four-byte ones, then texts.
 */
const EventSchema = defineEntity({
  name: "Event",
  tableName: "events",
  properties: {
    /** UUIDv7, made by whoever tracked the event. */
    id: p.uuid().primary(),
    /** The writing transaction: with `id` the cursor of the live feed, which must follow the order of commits. */
    xid: p.type<string>("xid8").columnType("xid8").defaultRaw("pg_current_xact_id()"),
    /** When it happened, by the sender's corrected clock. */
    occurredAt: p.datetime(3),
    /** When it was stored. */
    receivedAt: p.datetime(3).defaultRaw("clock_timestamp()"),
    /** No foreign key: names are never deleted, and all writers would lock the rows of the same few. */
    name: () => p.manyToOne(EventName).fieldName("name_id").createForeignKeyConstraint(false),
    user: () => p.manyToOne(User).nullable().deleteRule("set null"),
    /** True when a page named the user without proof; null otherwise, which costs no space. */
    isUnverified: p.boolean().nullable(),
    sessionId: p.text().nullable(),
    actorRole: p.text().nullable(),
    resourceType: p.text().nullable(),
    resourceId: p.text().nullable(),
    targetId: p.text().nullable(),
    module: p.text().nullable(),
    mode: p.text().nullable(),
    metadata: p.json<Record<string, unknown>>().defaultRaw("'{}'"),
  },
});

export class Event extends EventSchema.class {}
EventSchema.setClass(Event);
