import type { EntityManager } from "@admin-events/db";
import { tables } from "@admin-events/db";
import { sql } from "kysely";
import { lockKeys } from "../../advisory-lock.ts";
import type { Loop } from "../../background/index.ts";
import { keepDoing } from "../../background/index.ts";
import type { Logger } from "../../logger.ts";
import { bucketColumn } from "./sketch.ts";

const HOURS_PER_BATCH = 500;

/** Not the running hour, which would be stale again at once. One process works, others return 0. Usage is always correct. */
export async function mergeRequestRollups(em: EntityManager, now: Date = new Date()): Promise<number> {
  let merged = 0;
  for (;;) {
    const hours = await mergeBatch(em.fork(), now);
    merged += hours;
    if (hours < HOURS_PER_BATCH) return merged;
  }
}

async function mergeBatch(em: EntityManager, now: Date): Promise<number> {
  return em.transactional(async (em) => {
    const db = em.getKysely();
    const { rows } = await sql<{ locked: boolean }>`
      select pg_try_advisory_xact_lock(${lockKeys(em, "request rollups")}) as locked`.execute(db);
    if (!rows[0]?.locked) return 0;

    // One statement, so that the hours it unmarks are exactly those whose requests it counts.
    const { rows: merged } = await sql<{ hours: number }>`
      with due as (
        select distinct hour from ${tables.staleRequestHours}
        where hour < floor(extract(epoch from ${now.toISOString()}::timestamptz) / 3600)
        order by hour limit ${HOURS_PER_BATCH}
      ),
      unmarked as (delete from ${tables.staleRequestHours} using due where stale_request_hours.hour = due.hour),
      request as (
        select due.hour, requests.*
        from due
        join ${tables.requests} on occurred_at >= to_timestamp(due.hour::float8 * 3600)
          and occurred_at < to_timestamp((due.hour + 1)::float8 * 3600)
      ),
      by_bucket as (
        select
          hour, route_id, ${bucketColumn(sql`duration_ms`)} as bucket,
          count(*) as count, count(*) filter (where status >= 400) as errors, sum(duration_ms::float8) as duration_ms
        from request
        group by 1, 2, 3
      ),
      by_route as (
        select
          hour, route_id, sum(count) as total, sum(errors) as errors, sum(duration_ms) as duration_ms,
          array_agg(bucket order by bucket) as buckets, array_agg(count order by bucket) as counts
        from by_bucket
        group by 1, 2
      ),
      by_user as (
        select hour, user_id, count(*) as total, max(occurred_at) as last_at
        from request where user_id is not null
        group by 1, 2
      ),
      stale_routes as (
        delete from ${tables.requestRollups} as stored using due
        where stored.hour = due.hour
          and not exists (
            select from by_route where by_route.hour = stored.hour and by_route.route_id = stored.route_id
          )
      ),
      stale_users as (
        delete from ${tables.requestUserRollups} as stored using due
        where stored.hour = due.hour
          and not exists (
            select from by_user where by_user.hour = stored.hour and by_user.user_id = stored.user_id
          )
      ),
      users as (
        insert into ${tables.requestUserRollups} (hour, user_id, total, last_at)
        select hour, user_id, total, last_at from by_user
        on conflict (hour, user_id) do update set total = excluded.total, last_at = excluded.last_at
      ),
      routes as (
        insert into ${tables.requestRollups} (hour, route_id, total, errors, duration_ms, buckets, counts)
        select hour, route_id, total, errors, duration_ms, buckets, counts from by_route
        on conflict (hour, route_id) do update set
          total = excluded.total, errors = excluded.errors, duration_ms = excluded.duration_ms,
          buckets = excluded.buckets, counts = excluded.counts
      )
      select count(*)::int as hours from due`.execute(db);

    return merged[0]?.hours ?? 0;
  });
}

const PAUSE_MS = 10_000;

/** Recomputes stale hours every ten seconds until it is disposed. Any number of processes may do so. */
export function keepRequestRollupsMerged(fork: () => EntityManager, logger: Logger): Loop {
  return keepDoing({
    name: "Request rollups",
    async work() {
      await mergeRequestRollups(fork());
      return PAUSE_MS;
    },
    pauseAfterError: PAUSE_MS,
    onError: (error) =>
      logger.warn({ error }, "Request rollups could not be merged. Usage stays correct and becomes slower."),
  });
}
