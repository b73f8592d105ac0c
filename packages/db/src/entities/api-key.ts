import { defineEntity, p } from "@mikro-orm/postgresql";

/** A key that lets an application send events. Of the key itself only its SHA-256 is kept. */
const ApiKeySchema = defineEntity({
  name: "ApiKey",
  tableName: "api_keys",
  properties: {
    id: p.integer().primary().autoincrement(),
    /** `public` keys stand in web pages and may only send events; `secret` keys belong on servers. */
    kind: p.enum(["public", "secret"] as const),
    name: p.text(),
    hash: p.text().unique(),
    /** The first characters, to tell keys apart. */
    hint: p.text(),
    /** The web origins a public key may be used from; empty: any. */
    allowedOrigins: p.array().defaultRaw("'{}'"),
    /** With what an application's server signs the user ids that its pages send; null until one is made. */
    signingSecret: p.text().nullable(),
    createdAt: p.datetime(3).defaultRaw("now()"),
    revokedAt: p.datetime(3).nullable(),
  },
});

export class ApiKey extends ApiKeySchema.class {}
ApiKeySchema.setClass(ApiKey);
