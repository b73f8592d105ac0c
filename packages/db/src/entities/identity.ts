import { defineEntity, p } from "@mikro-orm/postgresql";
import { User } from "./user.ts";

/**
 * Whose events an anonymous visitor's events are. The visitor is a row of `users` as well, whose `externalId` begins
 * with `anonymous:`. A user is never itself a visitor, so one look is enough.
 */
const IdentitySchema = defineEntity({
  name: "Identity",
  tableName: "identities",
  properties: {
    anonymous: () => p.oneToOne(User).primary().fieldName("anonymous_id").owner().deleteRule("cascade"),
    /** Null after the link was undone. */
    user: () => p.manyToOne(User).nullable().deleteRule("set null").index("identities_user_index"),
    linkedAt: p.datetime(3).defaultRaw("now()"),
    /** The transaction that changed the row last. */
    xid: p.type<string>("xid8").columnType("xid8").defaultRaw("pg_current_xact_id()"),
  },
});

export class Identity extends IdentitySchema.class {}
IdentitySchema.setClass(Identity);
