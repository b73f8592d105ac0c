import type { Features } from "@admin-events/catalog";
import { getFeature } from "@admin-events/catalog";
import type { EntityManager } from "@admin-events/db";
import { sql } from "kysely";
import { addSketch, percentileOf } from "../requests/sketch.ts";
import { getEdges } from "./edges.ts";
import type { RequestSum } from "./sum-requests.ts";
import { sumRequests } from "./sum-requests.ts";
import type { UsageInput, UsageContext } from "./usage-context.ts";
import { usageRange } from "./usage-context.ts";
import { tables } from "@admin-events/db";

export const endpointOrders = ["count", "time", "errors"] as const;
type EndpointOrder = (typeof endpointOrders)[number];

export interface EndpointsInput extends UsageInput {
  /** Most requests, slowest on average, or most errors first. Default `count`. */
  order?: EndpointOrder;
  /** Only endpoints of this feature. */
  feature?: string;
  /** How many endpoints. Default 50. */
  limit?: number;
}

/** What requests to an endpoint or a feature have in common. */
interface Figures {
  count: number;
  /** Milliseconds. */
  averageMs: number;
  /** Milliseconds, within 2 %. */
  p95Ms: number;
  /** Answers with a status from 400 on. */
  errors: number;
  errorRate: number;
}

export interface EndpointUsage extends Figures {
  method: string;
  route: string;
  feature: string;
}

export interface FeatureUsage extends Figures {
  feature: string;
  /** How many endpoints it has that were used. */
  endpoints: number;
}

/** Which features and which of their endpoints were used in a range. Features come with the most requests first. */
export async function endpoints(
  context: UsageContext,
  features: Features,
  { order = "count", feature: wanted, limit = 50, ...input }: EndpointsInput = {},
): Promise<{ features: FeatureUsage[]; items: EndpointUsage[] }> {
  const sums = await sumRequests(context.em, getEdges([usageRange(context, input)]), "route");
  const routes = await routesOf(context.em, [...sums.keys()]);
  const used = routes.flatMap(({ id, method, route }) => {
    const sum = sums.get(id);
    return sum ? [{ method, route, feature: getFeature(features, route), sum }] : [];
  });

  const items = used
    .filter(({ feature }) => wanted === undefined || feature === wanted)
    .map(({ sum, ...endpoint }) => ({ ...endpoint, ...figuresOf(sum) }))
    .sort(
      (one, other) =>
        weights[order](other) - weights[order](one) ||
        other.count - one.count ||
        (one.route < other.route ? -1 : 1),
    )
    .slice(0, limit);

  return { features: byFeature(used), items };
}

const weights: Record<EndpointOrder, (endpoint: EndpointUsage) => number> = {
  count: ({ count }) => count,
  time: ({ averageMs }) => averageMs,
  errors: ({ errors }) => errors,
};

function byFeature(used: readonly { feature: string; sum: RequestSum }[]): FeatureUsage[] {
  const groups = Map.groupBy(used, ({ feature }) => feature);

  return [...groups]
    .map(([feature, members]) => ({
      feature,
      endpoints: members.length,
      ...figuresOf(addUp(members.map(({ sum }) => sum))),
    }))
    .sort((one, other) => other.count - one.count || one.feature.localeCompare(other.feature));
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

function figuresOf({ total, errors, durationMs, durations }: RequestSum): Figures {
  return {
    count: total,
    averageMs: Math.round((durationMs / total) * 100) / 100,
    p95Ms: percentileOf(durations, 0.95) ?? 0,
    errors,
    errorRate: errors / total,
  };
}

interface Route {
  id: number;
  method: string;
  route: string;
}

async function routesOf(em: EntityManager, ids: readonly number[]): Promise<Route[]> {
  const { rows } = await sql<Route>`
    select id, method, route from ${tables.requestRoutes} where id = any(${ids}::int[])`.execute(
    em.getKysely(),
  );

  return rows;
}
