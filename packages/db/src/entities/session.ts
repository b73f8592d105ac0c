import { defineEntity, p } from "@mikro-orm/postgresql";
import { User } from "./user.ts";

/** A visit without a pause of 30 minutes. It has ended when its last activity is longer ago than that. */
const SessionSchema = defineEntity({
  name: "Session",
  tableName: "sessions",
  properties: {
    /** UUIDv7, made here. */
    id: p.uuid().primary(),
    startedAt: p.datetime(3).index("sessions_time_index"),
    lastActivityAt: p.datetime(3),
    /** Whoever opened it: a user, or an anonymous visitor. */
    user: () => p.manyToOne(User).deleteRule("cascade"),
    userAgentId: p.integer().nullable(),
    pageCount: p.integer().default(0),
    /** What the sender calls it. Nobody else can extend it by that name. */
    sessionKey: p.text(),
    referrer: p.text().nullable(),
    ipNetwork: p.type<string>("cidr").columnType("cidr").nullable(),
  },
});

export class Session extends SessionSchema.class {}
SessionSchema.setClass(Session);
