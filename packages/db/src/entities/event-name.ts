import { defineEntity, p } from "@mikro-orm/postgresql";

/** The name of events, or of activities: a name that both have is stored twice. Events refer to it by a 4-byte id. Never deleted. */
export const EventNameSchema = defineEntity({
  name: "EventName",
  tableName: "event_names",
  properties: {
    id: p.integer().primary().autoincrement().generated("by default as identity"),
    name: p.text(),
    /** Whether its events have a resource. */
    isActivity: p.boolean().default(false),
    /** The original wording of an imported name; null otherwise. */
    title: p.text().nullable(),
    createdAt: p.datetime(3).defaultRaw("now()"),
  },
  uniques: [{ name: "event_names_name_kind_unique", properties: ["name", "isActivity"] }],
});

export class EventName extends EventNameSchema.class {}
EventNameSchema.setClass(EventName);
