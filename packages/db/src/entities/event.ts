import { defineEntity, p } from "@mikro-orm/postgresql";
import { EventName } from "./event-name.ts";
import { User } from "./user.ts";

/**
 * Something that happened. An event with a resource is also an activity: who did what to which resource.
 *
 * The columns are ordered so that no row needs padding: 8-byte values, then 4-byte values, then text.
 */
export const EventSchema = defineEntity({
  name: "Event",
  tableName: "events",
  properties: {
    /** UUIDv7, made by the sender. */
    id: p.uuid().primary(),
    /** The writing transaction. With `id`, the cursor of the live feed, which follows the order of commits. */
    xid: p
      .type<string>("xid8")
      .columnType("xid8")
      .defaultRaw("pg_current_xact_id()")
      .index("events_xid_index"),
    /** When it happened, by the sender's corrected clock. */
    occurredAt: p.datetime(3),
    receivedAt: p.datetime(3).defaultRaw("clock_timestamp()").index("events_received_index"),
    /** Without a foreign key: all writers would lock the same few rows. Names are never deleted. */
    name: () => p.manyToOne(EventName).fieldName("name_id").createForeignKeyConstraint(false).index(false),
    user: () => p.manyToOne(User).nullable().deleteRule("set null").index(false),
    sessionId: p.text().nullable(),
    actorRole: p.text().nullable(),
    resourceType: p.text().nullable(),
    resourceId: p.text().nullable(),
    targetId: p.text().nullable(),
    module: p.text().nullable(),
    mode: p.text().nullable(),
    metadata: p.json<Record<string, unknown>>().defaultRaw("'{}'"),
    /** True if a browser named the user without a signature; null otherwise, because a null takes no space. */
    isUnverified: p.boolean().nullable(),
    /** Of an activity: the fields whose `…_from` and `…_to` in the metadata are changes. Null before the column existed. */
    changedFields: p.json<string[]>().nullable(),
  },
  indexes: [
    { name: "events_name_index", properties: ["name", "occurredAt"], include: ["user"] },
    { name: "events_person_index", properties: ["user"], where: "user_id is not null" },
    {
      name: "events_metadata_index",
      expression:
        "create index events_metadata_index on events using gin (metadata jsonb_path_ops) with (gin_pending_list_limit = 1024)",
    },
    { name: "activities_index", properties: ["receivedAt", "id"], where: "resource_type is not null" },
    {
      name: "activities_action_index",
      properties: ["name", "receivedAt", "id"],
      where: "resource_type is not null",
    },
    {
      name: "activities_resource_index",
      properties: ["resourceType", "resourceId", "receivedAt", "id"],
      where: "resource_type is not null",
    },
    {
      name: "activities_target_index",
      properties: ["targetId", "receivedAt", "id"],
      where: "resource_type is not null and target_id is not null",
    },
    {
      name: "activities_module_index",
      properties: ["module", "receivedAt", "id"],
      where: "resource_type is not null and module is not null",
    },
    {
      name: "activities_mode_index",
      properties: ["mode", "receivedAt", "id"],
      where: "resource_type is not null and mode is not null",
    },
  ],
});

export class Event extends EventSchema.class {}
EventSchema.setClass(Event);
