import { defineEntity, p } from "@mikro-orm/postgresql";

/** A durable handler that some process runs. Whoever stores an event reads here for whom to leave a job. */
const HandlerSchema = defineEntity({
  name: "Handler",
  tableName: "handlers",
  properties: {
    name: p.text().primary(),
    /** The event names it wants: a name, `post.*` or `*`. */
    pattern: p.text(),
    succeeded: p.bigint("number").default(0),
    registeredAt: p.datetime(3).defaultRaw("now()"),
  },
});

export class Handler extends HandlerSchema.class {}
HandlerSchema.setClass(Handler);
