import { defineEntity, p } from "@mikro-orm/postgresql";

/** The progress of a rebuild of `event_rollups`, so that an interrupted one resumes. At most one row. */
export const RollupRebuildSchema = defineEntity({
  name: "RollupRebuild",
  tableName: "rollup_rebuilds",
  properties: {
    onlyOne: p.boolean().primary().default(true),
    firstDay: p.integer(),
    nextDay: p.integer(),
    lastDay: p.integer(),
  },
  checks: [{ name: "rollup_rebuilds_only_one", expression: "only_one" }],
});

export class RollupRebuild extends RollupRebuildSchema.class {}
RollupRebuildSchema.setClass(RollupRebuild);
