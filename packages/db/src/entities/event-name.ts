import { defineEntity, p } from "@mikro-orm/postgresql";

/** One row per event name ever stored, so that an event carries four bytes instead of its name. */
const EventNameSchema = defineEntity({
  name: "EventName",
  tableName: "event_names",
  properties: {
    id: p.integer().primary().autoincrement(),
    name: p.text().unique(),
    /** The words an import found in place of a name; null when the name came as a name. */
    title: p.text().nullable(),
    createdAt: p.datetime(3).defaultRaw("now()"),
  },
});

export class EventName extends EventNameSchema.class {}
EventNameSchema.setClass(EventName);
