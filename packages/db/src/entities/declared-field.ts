import { defineEntity, p } from "@mikro-orm/postgresql";

/** A field that the catalog declares although its name is that of a secret. `track()` in SQL stores its values as they are. */
export const DeclaredFieldSchema = defineEntity({
  name: "DeclaredField",
  tableName: "declared_fields",
  properties: { eventName: p.text().primary(), field: p.text().primary() },
});

export class DeclaredField extends DeclaredFieldSchema.class {}
DeclaredFieldSchema.setClass(DeclaredField);
