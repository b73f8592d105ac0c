import type { EntityManager } from "@admin-events/db";
import { getJobsSchema, getSchema } from "@admin-events/db";
import { sql } from "kysely";
import type { LoopStatus } from "./keep-doing.ts";

/** How the scheduled jobs are doing, whichever process runs them. Successes are known for a week. */
export async function getScheduledJobStatus(em: EntityManager): Promise<LoopStatus[]> {
  const schema = getJobsSchema(getSchema(em));
  const { rows } = await sql<LoopStatus>`
    select
      schedule.name,
      to_char(success.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as "lastSuccessAt",
      failure.message as "lastError"
    from ${sql.id(schema, "schedule")} as schedule
    left join lateral (
      select max(completed_on) as at from ${sql.id(schema, "job")} as job
      where job.name = schedule.name and job.state = 'completed'
    ) as success on true
    left join lateral (
      select coalesce(output ->> 'message', output::text) as message from ${sql.id(schema, "job")} as job
      where job.name = schedule.name and job.state in ('retry', 'failed')
        and (success.at is null or job.started_on > success.at)
      order by started_on desc limit 1
    ) as failure on true
    order by schedule.name`.execute(em.getKysely());

  return rows;
}
