import { defineEntity, p } from "@mikro-orm/postgresql";

/** The random key of the hashes in `erased_people`. Exactly one row. */
export const ErasureKeySchema = defineEntity({
  name: "ErasureKey",
  tableName: "erasure_keys",
  properties: {
    onlyOne: p.boolean().primary().default(true),
    key: p.text(),
  },
  checks: [{ name: "erasure_keys_only_one", expression: "only_one" }],
});

export class ErasureKey extends ErasureKeySchema.class {}
ErasureKeySchema.setClass(ErasureKey);
