import { defineEntity, p } from "@mikro-orm/postgresql";

/** An event name. Events refer to it by a 4-byte id. Never deleted. */
export const EventNameSchema = defineEntity({
  name: "EventName",
  tableName: "event_names",
  properties: {
    id: p.integer().primary().autoincrement().generated("by default as identity"),
    name: p.text().unique("event_names_name_unique"),
    /** The original wording of an imported name; null otherwise. */
    title: p.text().nullable(),
    createdAt: p.datetime(3).defaultRaw("now()"),
  },
});

export class EventName extends EventNameSchema.class {}
EventNameSchema.setClass(EventName);
