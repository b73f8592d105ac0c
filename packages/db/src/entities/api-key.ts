import { defineEntity, p } from "@mikro-orm/postgresql";

/** A key that lets an application send events. Only its SHA-256 is stored. */
export const ApiKeySchema = defineEntity({
  name: "ApiKey",
  tableName: "api_keys",
  properties: {
    id: p.integer().primary().autoincrement().generated("by default as identity"),
    /** `public` keys are for browsers and may only send events; `secret` keys are for servers. */
    kind: p.text().$type<"public" | "secret">(),
    name: p.text(),
    hash: p.text().unique("api_keys_hash_unique"),
    hint: p.text(),
    /** The web origins that may use a public key; empty for any. */
    allowedOrigins: p.array().defaultRaw("'{}'"),
    /** The secret that signs user ids for browsers; null until created. */
    signingSecret: p.text().nullable(),
    createdAt: p.datetime(3).defaultRaw("now()"),
    revokedAt: p.datetime(3).nullable(),
  },
  checks: [{ name: "api_keys_kind_known", expression: "kind in ('public', 'secret')" }],
});

export class ApiKey extends ApiKeySchema.class {}
ApiKeySchema.setClass(ApiKey);
