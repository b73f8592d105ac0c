import type { AnyCatalog } from "@admin-events/catalog";
import type { EntityManager } from "@admin-events/db";
import type { WeekStart } from "../calendar/index.ts";
import type { Segments } from "./engine/index.ts";
import type { Scalar } from "../events/index.ts";

/** Whom the questions are asked of, and by which calendar and catalog they are answered. */
export interface Source {
  em: EntityManager;
  catalog: AnyCatalog;
  /** The zone in which days begin when a question names none. */
  timeZone: string;
  now: Date;
  /** Packed events that answer questions about people fast. Without them the events themselves are read. */
  segments?: Segments;
}

/** What every question about a stretch of time says. */
export interface RangeQuestion {
  /** ISO 8601 or `YYYY-MM-DD`; part of the range. */
  from: string;
  /** ISO 8601 or `YYYY-MM-DD`; not part of the range. */
  to: string;
  timeZone?: string;
  weekStart?: WeekStart;
  /** Metadata properties that the events must have. */
  filter?: Record<string, Scalar | readonly Scalar[]>;
}
