import { defineEntity, p } from "@mikro-orm/postgresql";
import { RequestRoute } from "./request-route.ts";
import { UserAgent } from "./user-agent.ts";
import { User } from "./user.ts";

/** One answered request of an application. */
export const RequestSchema = defineEntity({
  name: "Request",
  tableName: "requests",
  properties: {
    id: p.uuid().primary(),
    occurredAt: p.datetime(3).index("requests_time_index"),
    route: () => p.manyToOne(RequestRoute).index(false),
    user: () => p.manyToOne(User).nullable().deleteRule("set null").index(false),
    userAgent: () => p.manyToOne(UserAgent).nullable().deleteRule("no action").index(false),
    durationMs: p.float().columnType("real"),
    status: p.smallint(),
    errorCode: p.text().nullable(),
    /** The client's network, such as `203.0.113.0/24`. The address itself is not stored. */
    ipNetwork: p.type<string>("cidr").columnType("cidr").nullable(),
  },
  indexes: [
    { name: "requests_user_index", properties: ["user", "occurredAt"], where: "user_id is not null" },
  ],
  checks: [{ name: "requests_duration_not_negative", expression: "duration_ms >= (0)::real" }],
});

export class Request extends RequestSchema.class {}
RequestSchema.setClass(Request);
