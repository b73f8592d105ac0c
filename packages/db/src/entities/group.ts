import { defineEntity, p } from "@mikro-orm/postgresql";

/** A company, a team or another kind of group, as `type` says. Events name their group in their metadata. */
export const GroupSchema = defineEntity({
  name: "Group",
  tableName: "groups",
  properties: {
    id: p.integer().primary().autoincrement().generated("by default as identity"),
    type: p.text(),
    externalId: p.text(),
    traits: p.json<Record<string, unknown>>().defaultRaw("'{}'"),
    /** The time of the newest traits, by the sender's corrected clock. */
    traitsUpdatedAt: p.datetime(3),
    /** Whether a server sent traits. Traits from browsers are then kept apart. */
    isVerified: p.boolean().default(false),
    /** Traits of a verified group, from browsers. */
    unverifiedTraits: p.json<Record<string, unknown>>().defaultRaw("'{}'"),
    createdAt: p.datetime(3).defaultRaw("now()"),
  },
  indexes: [{ name: "groups_unverified_index", properties: ["createdAt"], where: "not is_verified" }],
  uniques: [{ name: "groups_type_external_id_unique", properties: ["type", "externalId"] }],
});

export class Group extends GroupSchema.class {}
GroupSchema.setClass(Group);
