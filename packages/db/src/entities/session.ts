import { defineEntity, p } from "@mikro-orm/postgresql";
import { UserAgent } from "./user-agent.ts";
import { User } from "./user.ts";

/** A visit without a pause of 30 minutes. */
export const SessionSchema = defineEntity({
  name: "Session",
  tableName: "sessions",
  properties: {
    /** UUIDv7, made by the server. */
    id: p.uuid().primary(),
    startedAt: p.datetime(3).index("sessions_time_index"),
    lastActivityAt: p.datetime(3),
    /** The user or anonymous visitor who opened it. */
    user: () => p.manyToOne(User).deleteRule("cascade").index(false),
    userAgent: () => p.manyToOne(UserAgent).nullable().deleteRule("no action").index(false),
    pageCount: p.integer().default(0),
    /** The sender's name for it. Only the session's own user can extend it by that name. */
    sessionKey: p.text(),
    referrer: p.text().nullable(),
    ipNetwork: p.type<string>("cidr").columnType("cidr").nullable(),
  },
  indexes: [
    { name: "sessions_user_index", properties: ["user", "startedAt"] },
    { name: "sessions_key_index", properties: ["sessionKey", "startedAt"] },
  ],
  uniques: [{ name: "sessions_key_unique", properties: ["user", "sessionKey", "startedAt"] }],
  checks: [{ name: "sessions_end_after_start", expression: "last_activity_at >= started_at" }],
});

export class Session extends SessionSchema.class {}
SessionSchema.setClass(Session);
