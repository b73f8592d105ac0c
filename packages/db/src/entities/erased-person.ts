import { defineEntity, p } from "@mikro-orm/postgresql";

/** A person who was erased. Tells their late events from new ones, without their id. */
export const ErasedPersonSchema = defineEntity({
  name: "ErasedPerson",
  tableName: "erased_people",
  properties: {
    /** SHA-256 of the database's erasure key and the person's `externalId`. */
    hash: p.blob().$type<Buffer>().primary(),
    erasedAt: p.datetime(3),
    /** How much of their events was removed, so that the same is removed from a restored backup. */
    mode: p.text().$type<"detach" | "anonymise" | "drop-metadata">(),
  },
  checks: [
    { name: "erased_people_mode_known", expression: "mode in ('detach', 'anonymise', 'drop-metadata')" },
  ],
});

export class ErasedPerson extends ErasedPersonSchema.class {}
ErasedPersonSchema.setClass(ErasedPerson);
