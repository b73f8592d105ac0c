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
    /** Whether a server sent traits. Traits from browsers then only fill gaps. */
    isVerified: p.boolean().default(false),
    createdAt: p.datetime(3).defaultRaw("now()"),
  },
  uniques: [{ name: "groups_type_external_id_unique", properties: ["type", "externalId"] }],
});

export class Group extends GroupSchema.class {}
GroupSchema.setClass(Group);
