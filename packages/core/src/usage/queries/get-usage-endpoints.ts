import type { Features } from "@admin-events/catalog";
import { getFeature } from "@admin-events/catalog";
import type { EntityManager } from "@admin-events/db";
import { sql } from "kysely";
import { addSketch, getPercentile } from "../requests/sketch.ts";
import { getEdges } from "./edges.sql.ts";
import type { RequestSum } from "./sum-requests.sql.ts";
import { sumRequests } from "./sum-requests.sql.ts";
import type { UsageContext, UsageInput } from "./usage-context.ts";
import { resolveUsageRange } from "./usage-context.ts";

export const endpointOrders = ["count", "time", "errors"] as const;
type EndpointOrder = (typeof endpointOrders)[number];

export interface EndpointsInput extends UsageInput {
  /** Most requests, slowest on average, or most errors first. Default `count`. */
  order?: EndpointOrder;
  feature?: string;
  limit?: number;
}

interface RequestStats {
  count: number;
  averageMs: number;
  /** Within 2 %. */
  p95Ms: number;
  /** Responses with a status of 400 or above. */
  errors: number;
  errorRate: number;
}

export interface EndpointUsage extends RequestStats {
  method: string;
  route: string;
  feature: string;
}

export interface FeatureUsage extends RequestStats {
  feature: string;
  /** The number of its endpoints with requests. */
  endpoints: number;
}

/** Lists the features and endpoints with requests in a range. Features come with the most requests first. */
export async function getUsageEndpoints(
  context: UsageContext,
  features: Features,
  { order = "count", feature: selectedFeature, limit = 50, ...input }: EndpointsInput = {},
): Promise<{ features: FeatureUsage[]; items: EndpointUsage[] }> {
  const sums = await sumRequests(context.em, getEdges([resolveUsageRange(context, input)]), "route");
  const routes = await findRoutes(context.em, [...sums.keys()]);
  const used = routes.flatMap(({ id, method, route }) => {
    const sum = sums.get(id);
    return sum ? [{ method, route, feature: getFeature(features, route), sum }] : [];
  });

  const items = used
    .filter(({ feature }) => selectedFeature === undefined || feature === selectedFeature)
    .map(({ sum, ...endpoint }) => ({ ...endpoint, ...toStats(sum) }))
    .sort(
      (a, b) => sortKeys[order](b) - sortKeys[order](a) || b.count - a.count || (a.route < b.route ? -1 : 1),
    )
    .slice(0, limit);

  return { features: groupByFeature(used), items };
}

const sortKeys: Record<EndpointOrder, (endpoint: EndpointUsage) => number> = {
  count: ({ count }) => count,
  time: ({ averageMs }) => averageMs,
  errors: ({ errors }) => errors,
};

function groupByFeature(used: readonly { feature: string; sum: RequestSum }[]): FeatureUsage[] {
  const groups = Map.groupBy(used, ({ feature }) => feature);

  return [...groups]
    .map(([feature, endpoints]) => ({
      feature,
      endpoints: endpoints.length,
      ...toStats(addUp(endpoints.map(({ sum }) => sum))),
    }))
    .sort((a, b) => b.count - a.count || a.feature.localeCompare(b.feature));
}

function addUp(sums: readonly RequestSum[]): RequestSum {
  const durations = new Map<number, number>();
  let [total, errors, durationMs] = [0, 0, 0];
  for (const sum of sums) {
    total += sum.total;
    errors += sum.errors;
    durationMs += sum.durationMs;
    addSketch(durations, sum.durations);
  }
  return { total, errors, durationMs, durations };
}

function toStats({ total, errors, durationMs, durations }: RequestSum): RequestStats {
  return {
    count: total,
    averageMs: Math.round((durationMs / total) * 100) / 100,
    p95Ms: getPercentile(durations, 0.95) ?? 0,
    errors,
    errorRate: errors / total,
  };
}

function findRoutes(em: EntityManager, ids: readonly number[]) {
  return em
    .getKysely()
    .selectFrom("request_routes")
    .select(["id", "method", "route"])
    .where("id", "=", sql<number>`any(${ids}::int[])`)
    .execute();
}
