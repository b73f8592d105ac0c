import type { EntityManager } from "@admin-events/db";
import { tables } from "@admin-events/db";
import { sql } from "kysely";
import { isoTime } from "../events/index.ts";
import type { MomentBase, TimelinePage } from "./timeline.ts";

/** A request of the person that was answered with a status of 400 or above. */
export interface FailedRequestMoment extends MomentBase<"failedRequest"> {
  method: string;
  route: string;
  status: number;
  errorCode: string | null;
  durationMs: number;
}

export async function listFailedRequests(
  em: EntityManager,
  { userIds, isBefore, limit }: TimelinePage,
): Promise<FailedRequestMoment[]> {
  const { rows } = await sql<FailedRequestMoment>`
    select
      'failedRequest' as kind, request.id, ${isoTime(sql`request.occurred_at`)} as at, route.method, route.route,
      request.status, request.error_code as "errorCode", request.duration_ms::float8 as "durationMs"
    from ${tables.requests} as request
    join ${tables.requestRoutes} as route on route.id = request.route_id
    where request.user_id = any(${userIds}::int[]) and request.status >= 400 and ${isBefore(sql`(request.occurred_at, request.id)`)}
    order by request.occurred_at desc, request.id desc
    limit ${limit}`.execute(em.getKysely());

  return rows;
}
