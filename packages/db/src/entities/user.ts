import { defineEntity, p } from "@mikro-orm/postgresql";

/** A person of the application. `externalId` is the application's own id; `id` is the number that events carry. */
const UserSchema = defineEntity({
  name: "User",
  tableName: "users",
  properties: {
    id: p.integer().primary().autoincrement(),
    externalId: p.text().unique(),
    email: p.text().nullable().index("users_email_index"),
    name: p.text().nullable(),
    traits: p.json<Record<string, unknown>>().defaultRaw("'{}'"),
    /** When the person proved the e-mail address to be theirs; null until then. */
    confirmedAt: p.datetime(3).nullable(),
    /** When the latest traits were said, by the sender's corrected clock; null when `identify` never named them. */
    traitsUpdatedAt: p.datetime(3).nullable(),
    /** Whether somebody who proved to speak for the person said something. Others only fill in what is missing. */
    isVerified: p.boolean().default(false),
    createdAt: p.datetime(3).defaultRaw("now()"),
  },
});

export class User extends UserSchema.class {}
UserSchema.setClass(User);
