import type { PgBoss } from "pg-boss";

/** More than clocks of servers differ, and than any delay of a job: those are at most two hours. */
const LEEWAY = "interval '3 hours'";

/** After the database's clock was ahead, schedules, claims and delays would wait for times in the future. Sets these to now. */
export async function forgetFutureTimes(boss: PgBoss, schema: string): Promise<void> {
  const db = boss.getDb();
  const now = `${schema}.job_now()`;
  const isFuture = (column: string) => `${column} > ${now} + ${LEEWAY}`;
  const settle = (column: string) =>
    `${column} = case when ${isFuture(column)} then ${now} else ${column} end`;
  const update = (table: string, columns: readonly string[], condition = "true") =>
    db.executeSql(
      `update ${schema}.${table} set ${columns.map(settle).join(", ")}
       where ${condition} and (${columns.map(isFuture).join(" or ")})`,
    );

  await update("version", ["cron_on", "bam_on", "flow_on", "reindex_on", "monitor_backoff_on"]);
  await update("queue", ["monitor_claim_on", "monitor_on", "maintain_on", "delta_on", "retained_on"]);
  await update("schedule", ["created_on"]);
  await update(
    "job",
    ["created_on", "start_after", "started_on", "heartbeat_on"],
    "state in ('created', 'retry', 'active')",
  );
}
