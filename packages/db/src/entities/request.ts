import { defineEntity, p } from "@mikro-orm/postgresql";
import { User } from "./user.ts";

/** One answered request of an application. Rows are written and read by core's SQL. */
const RequestSchema = defineEntity({
  name: "Request",
  tableName: "requests",
  properties: {
    /** UUIDv7. */
    id: p.uuid().primary(),
    occurredAt: p.datetime(3).index("requests_time_index"),
    /** The number of a method and a route template in `request_routes`. */
    routeId: p.integer(),
    user: () => p.manyToOne(User).nullable().deleteRule("set null"),
    /** The number of a browser, system and kind of device in `user_agents`. */
    userAgentId: p.integer().nullable(),
    durationMs: p.float().columnType("real"),
    status: p.smallint(),
    errorCode: p.text().nullable(),
    /** The network of the asker's address, `203.0.113.0/24`; the address itself is not kept. */
    ipNetwork: p.type<string>("cidr").columnType("cidr").nullable(),
  },
});

export class Request extends RequestSchema.class {}
RequestSchema.setClass(Request);
