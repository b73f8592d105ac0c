import type { AnyCatalog } from "@admin-events/catalog";
import type { EntityManager } from "@admin-events/db";
import type { WeekStart } from "../calendar/index.ts";
import type { QueryEngine } from "./engine/index.ts";
import type { Scalar } from "../events/index.ts";

/** Whom the metrics are input of, and by which calendar and catalog they are answered. */
export interface QueryContext {
  em: EntityManager;
  catalog: AnyCatalog;
  /** The zone in which days begin when a input names none. */
  timeZone: string;
  now: Date;
  /** Packed events that answer metrics about people fast. Without them the events themselves are read. */
  engine?: QueryEngine;
}

/** What every input about a stretch of time says. */
export interface RangeInput {
  /** ISO 8601 or `YYYY-MM-DD`; part of the range. */
  from: string;
  /** ISO 8601 or `YYYY-MM-DD`; not part of the range. */
  to: string;
  timeZone?: string;
  weekStart?: WeekStart;
  /** Metadata properties that the events must have. */
  filter?: Record<string, Scalar | readonly Scalar[]>;
}
