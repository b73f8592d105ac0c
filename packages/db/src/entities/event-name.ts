import { defineEntity, p } from "@mikro-orm/postgresql";

/**
 * The name of events, or of activities: a name that both have is stored twice. Events refer to it by a 4-byte id. A row is
 * deleted only after its name was forgotten for hours, because processes cache ids.
 */
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
    /** Whether a public key sent it first. Limits how many names public keys add in a day. */
    isPublic: p.boolean().default(false),
    /** When an admin removed the name from lists. An event with this name brings it back. */
    forgottenAt: p.datetime(3).nullable(),
  },
  uniques: [{ name: "event_names_name_kind_unique", properties: ["name", "isActivity"] }],
  indexes: [{ name: "event_names_public_index", properties: ["createdAt"], where: "is_public" }],
});

export class EventName extends EventNameSchema.class {}
EventNameSchema.setClass(EventName);
