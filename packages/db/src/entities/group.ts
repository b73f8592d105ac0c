import { defineEntity, p } from "@mikro-orm/postgresql";

/** A company, a team or the like. `type` says what kind of group, `externalId` is the application's own id. */
const GroupSchema = defineEntity({
  name: "Group",
  tableName: "groups",
  uniques: [{ name: "groups_type_external_id_unique", properties: ["type", "externalId"] }],
  properties: {
    id: p.integer().primary().autoincrement(),
    type: p.text(),
    externalId: p.text(),
    traits: p.json<Record<string, unknown>>().defaultRaw("'{}'"),
    /** When the latest traits were said, by the sender's corrected clock. */
    traitsUpdatedAt: p.datetime(3),
    /** Whether a server described it. Pages only fill in what no server has said. */
    isVerified: p.boolean().default(false),
    createdAt: p.datetime(3).defaultRaw("now()"),
  },
});

export class Group extends GroupSchema.class {}
GroupSchema.setClass(Group);
