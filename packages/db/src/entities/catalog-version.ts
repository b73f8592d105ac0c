import { defineEntity, p } from "@mikro-orm/postgresql";

/** A catalog that an application declared. The same content is the same version. */
export const CatalogVersionSchema = defineEntity({
  name: "CatalogVersion",
  tableName: "catalog_versions",
  properties: {
    appId: p.integer().primary(),
    /** Counts from 1 for each application. */
    version: p.integer().primary(),
    /** SHA-256 of the events. */
    hash: p.text(),
    events: p.json<Record<string, unknown>>(),
    eventCount: p.integer(),
    /** The API key that declared it first; null for the command line. */
    keyId: p.integer().nullable(),
    createdAt: p.datetime(3).defaultRaw("now()"),
  },
  uniques: [{ name: "catalog_versions_hash_unique", properties: ["appId", "hash"] }],
});

export class CatalogVersion extends CatalogVersionSchema.class {}
CatalogVersionSchema.setClass(CatalogVersion);
