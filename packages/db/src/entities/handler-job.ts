import { defineEntity, p } from "@mikro-orm/postgresql";
import { Event } from "./event.ts";
import { Handler } from "./handler.ts";

/** The outbox: one durable handler still owes its work on one event. A finished job is deleted. */
const HandlerJobSchema = defineEntity({
  name: "HandlerJob",
  tableName: "handler_jobs",
  properties: {
    handler: () => p.manyToOne(Handler).primary().fieldName("handler_name").deleteRule("cascade"),
    event: () => p.manyToOne(Event).primary().deleteRule("cascade"),
    attempts: p.integer().default(0),
    /** The next attempt; null when it was given up. */
    runAt: p.datetime(3).nullable().defaultRaw("now()"),
    lastError: p.text().nullable(),
    createdAt: p.datetime(3).defaultRaw("now()"),
  },
});

export class HandlerJob extends HandlerJobSchema.class {}
HandlerJobSchema.setClass(HandlerJob);
