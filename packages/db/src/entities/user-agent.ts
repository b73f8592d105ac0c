import { defineEntity, p } from "@mikro-orm/postgresql";

/** A browser, operating system and kind of device that requests and sessions refer to. */
export const UserAgentSchema = defineEntity({
  name: "UserAgent",
  tableName: "user_agents",
  properties: {
    id: p.integer().primary().autoincrement().generated("by default as identity"),
    browser: p.text(),
    os: p.text(),
    device: p.text(),
    createdAt: p.datetime(3).defaultRaw("now()").index("user_agents_created_index"),
  },
  uniques: [{ name: "user_agents_unique", properties: ["browser", "os", "device"] }],
});

export class UserAgent extends UserAgentSchema.class {}
UserAgentSchema.setClass(UserAgent);
