import { defineEntity, p } from "@mikro-orm/postgresql";

/**
 * An event name. Events refer to it by a 4-byte id. A row is deleted only after its name was forgotten for hours, because
 * processes cache ids.
 */
export const EventNameSchema = defineEntity({
  name: "EventName",
  tableName: "event_names",
  properties: {
    id: p.integer().primary().autoincrement().generated("by default as identity"),
    name: p.text().unique("event_names_name_unique"),
    /** The original wording of an imported name; null otherwise. */
    title: p.text().nullable(),
    createdAt: p.datetime(3).defaultRaw("now()"),
    /** Whether a public key sent it first. Limits how many names public keys add in a day. */
    isPublic: p.boolean().default(false),
    /** When an admin removed the name from lists. An event with this name brings it back. */
    forgottenAt: p.datetime(3).nullable(),
  },
  indexes: [{ name: "event_names_public_index", properties: ["createdAt"], where: "is_public" }],
});

export class EventName extends EventNameSchema.class {}
EventNameSchema.setClass(EventName);
