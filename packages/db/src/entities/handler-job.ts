import { defineEntity, p } from "@mikro-orm/postgresql";
import { Event } from "./event.ts";
import { Handler } from "./handler.ts";

/** An event that a durable handler has not handled yet. A finished job is deleted. */
export const HandlerJobSchema = defineEntity({
  name: "HandlerJob",
  tableName: "handler_jobs",
  properties: {
    handler: () =>
      p.manyToOne(Handler).primary().fieldName("handler_name").updateRule("no action").deleteRule("cascade"),
    event: () =>
      p
        .manyToOne(Event)
        .primary()
        .updateRule("no action")
        .deleteRule("cascade")
        .index("handler_jobs_event_index"),
    attempts: p.integer().default(0),
    /** The next attempt; null after the last one failed. */
    runAt: p.datetime(3).nullable().defaultRaw("now()"),
    lastError: p.text().nullable(),
    createdAt: p.datetime(3).defaultRaw("now()"),
  },
  indexes: [{ name: "handler_jobs_due_index", properties: ["runAt"], where: "run_at is not null" }],
});

export class HandlerJob extends HandlerJobSchema.class {}
HandlerJobSchema.setClass(HandlerJob);
