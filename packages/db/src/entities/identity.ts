import { defineEntity, p } from "@mikro-orm/postgresql";
import { User } from "./user.ts";

/**
 * The user that an anonymous visitor became. The visitor is a row of `users` too, with an `externalId` that begins with
 * `anonymous:`. A user is never a visitor, so one lookup is enough.
 */
export const IdentitySchema = defineEntity({
  name: "Identity",
  tableName: "identities",
  properties: {
    anonymous: () =>
      p
        .oneToOne(User)
        .primary()
        .fieldName("anonymous_id")
        .owner()
        .updateRule("no action")
        .deleteRule("cascade"),
    /** Null after the link was undone. */
    user: () => p.manyToOne(User).nullable().deleteRule("set null").index(false),
    /** Whether a server, or a browser with a signature, made the link. If not, it marks the visitor's events as unverified. */
    isVerified: p.boolean().default(false),
    linkedAt: p.datetime(3).defaultRaw("now()"),
    /** The transaction that last changed the row. A trigger sets it. */
    xid: p
      .type<string>("xid8")
      .columnType("xid8")
      .defaultRaw("pg_current_xact_id()")
      .index("identities_xid_index"),
  },
  indexes: [{ name: "identities_user_index", properties: ["user"], where: "user_id is not null" }],
  checks: [{ name: "identities_not_linked_to_itself", expression: "user_id <> anonymous_id" }],
});

export class Identity extends IdentitySchema.class {}
IdentitySchema.setClass(Identity);
