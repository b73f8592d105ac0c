import { defineEntity, p } from "@mikro-orm/postgresql";

/** An application that declared its events. Apps with lower ids come first when two declare the same name. */
export const CatalogAppSchema = defineEntity({
  name: "CatalogApp",
  tableName: "catalog_apps",
  properties: {
    id: p.integer().primary().autoincrement().generated("by default as identity"),
    name: p.text().unique("catalog_apps_name_unique"),
    /** The version that applies. */
    version: p.integer(),
    /** When this version began to apply. */
    declaredAt: p.datetime(3).defaultRaw("now()"),
  },
});

export class CatalogApp extends CatalogAppSchema.class {}
CatalogAppSchema.setClass(CatalogApp);
