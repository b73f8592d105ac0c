import { defineEntity, p } from "@mikro-orm/postgresql";
import { User } from "./user.ts";

/** A mail that a handler sent to a person, or is about to send. A handler mails a person once. */
export const HandlerMailSchema = defineEntity({
  name: "HandlerMail",
  tableName: "handler_mails",
  properties: {
    handler: p.text().primary(),
    user: () => p.manyToOne(User).primary().deleteRule("cascade").index("handler_mails_user_index"),
    /** The event that it is about. */
    eventId: p.uuid(),
    claimedAt: p.datetime(3).defaultRaw("now()"),
    /** Null until the mail server has accepted it. */
    sentAt: p.datetime(3).nullable(),
  },
  indexes: [{ name: "handler_mails_claimed_index", properties: ["handler", "claimedAt"] }],
});

export class HandlerMail extends HandlerMailSchema.class {}
HandlerMailSchema.setClass(HandlerMail);
