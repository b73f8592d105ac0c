import type { AnyCatalog } from "@admin-events/catalog";
import type { EntityManager } from "@admin-events/db";
import type { WeekStart } from "../calendar/index.ts";
import type { Scalar, SelectedKind } from "../events/index.ts";
import type { MetricInput, MetricName, MetricResult } from "./engine/registry.ts";

export interface QueryContext {
  em: EntityManager;
  catalog: AnyCatalog;
  /** The time zone of queries that name none. */
  timeZone: string;
  now: Date;
  /** Runs metrics on column chunks. Without it, metrics read the events with SQL. The results are the same. */
  engine?: MetricRunner;
}

export interface MetricRunner {
  run<Name extends MetricName>(metric: Name, input: MetricInput<Name>): Promise<MetricResult<Name>>;
}

/** The input that every query of a time range shares. */
export interface RangeInput {
  /** ISO 8601 or `YYYY-MM-DD`; inclusive. */
  from: string;
  /** ISO 8601 or `YYYY-MM-DD`; exclusive. */
  to: string;
  timeZone?: string;
  weekStart?: WeekStart;
  /** Whether events count, activities, or both. Default `event`: the activity log repeats things that are also tracked. */
  kind?: SelectedKind;
  /** Metadata properties that the events must have. */
  filter?: Record<string, Scalar | readonly Scalar[]>;
}
