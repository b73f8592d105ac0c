import { defineEntity, p } from "@mikro-orm/postgresql";

/** One run of an import. Its events name it, so that the run can be undone. */
export const ImportSchema = defineEntity({
  name: "Import",
  tableName: "imports",
  properties: {
    id: p.integer().primary().autoincrement().generated("by default as identity"),
    /** The name of the file, without its folders. */
    file: p.text(),
    /** The columns that became the parts of events. */
    mapping: p.json<Record<string, unknown>>(),
    startedAt: p.datetime(3).defaultRaw("now()"),
    /** Null while it runs, or if it was interrupted. */
    finishedAt: p.datetime(3).nullable(),
  },
});

export class Import extends ImportSchema.class {}
ImportSchema.setClass(Import);
