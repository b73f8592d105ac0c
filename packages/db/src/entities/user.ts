import { defineEntity, p } from "@mikro-orm/postgresql";

/** A person of the application, or an anonymous visitor. */
export const UserSchema = defineEntity({
  name: "User",
  tableName: "users",
  properties: {
    id: p.integer().primary().autoincrement().generated("by default as identity"),
    /** The application's own id; of a visitor `anonymous:` and an id that the browser made. */
    externalId: p.text().unique("users_external_id_unique"),
    email: p.text().nullable().index("users_email_index"),
    name: p.text().nullable(),
    /** A null takes a trait back: it keeps older traits that arrive later from filling the gap. Readers leave it out. */
    traits: p.json<Record<string, unknown>>().defaultRaw("'{}'"),
    /** When the person confirmed the email address; null until then. */
    confirmedAt: p.datetime(3).nullable(),
    /** The time of the newest traits, by the sender's corrected clock; null before any. */
    traitsUpdatedAt: p.datetime(3).nullable(),
    /** Whether a server, or a browser with a signature, sent traits. Unverified traits are then kept apart. */
    isVerified: p.boolean().default(false),
    /** Traits of a verified person, with email and name, from senders without proof. */
    unverifiedTraits: p.json<Record<string, unknown>>().defaultRaw("'{}'"),
    /** When an earlier person with this id was erased; null if none was. What happened before is not this person's. */
    erasedBefore: p.datetime(3).nullable(),
    createdAt: p.datetime(3).defaultRaw("now()"),
  },
});

export class User extends UserSchema.class {}
UserSchema.setClass(User);
