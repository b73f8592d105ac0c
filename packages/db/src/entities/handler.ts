import { defineEntity, p } from "@mikro-orm/postgresql";

/** A durable handler of some server process. Storing an event creates a job for each handler whose pattern matches. */
export const HandlerSchema = defineEntity({
  name: "Handler",
  tableName: "handlers",
  properties: {
    name: p.text().primary(),
    /** The event names it handles: a name, `post.*` or `*`. */
    pattern: p.text(),
    succeeded: p.bigint("string").defaultRaw("0"),
    registeredAt: p.datetime(3).defaultRaw("now()"),
  },
});

export class Handler extends HandlerSchema.class {}
HandlerSchema.setClass(Handler);
