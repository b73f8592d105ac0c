import { defineEntity, p } from "@mikro-orm/postgresql";

/** The day on which a daily job last ran, so that one of several processes runs it. */
export const DailyJobSchema = defineEntity({
  name: "DailyJob",
  tableName: "daily_jobs",
  properties: {
    name: p.text().primary(),
    doneOn: p.date(),
  },
});

export class DailyJob extends DailyJobSchema.class {}
DailyJobSchema.setClass(DailyJob);
