import type { Interval, Range } from "./question.ts";

export interface AggregateInput extends Range {
  name: string;
  /** What the range is compared with: the calendar unit before, or without it the time of the same length before. */
  period?: "day" | "week" | "month" | "quarter" | "year";
}

export interface Aggregate {
  current: number;
  previous: number;
  /** The whole time before, where the range is still running. */
  previousFull: number;
  /** A fraction: 0.12 is +12 %. Null where nothing was before. */
  change: number | null;
  isNew: boolean;
}

export interface BarChartInput extends Range {
  /** A name, `post.*` or `*`. */
  name: string;
  interval?: Interval;
}

export interface BarChart {
  bars: {
    /** Like `2026-03-03`, `2026-03` or `2026-Q1`. */
    label: string;
    from: string;
    to: string;
    count: number;
    /** The bar is still running. */
    incomplete: boolean;
  }[];
}

export interface StackedBarChartInput extends Range {
  names: string[];
  interval?: Interval;
}

export interface StackedBarChart {
  labels: string[];
  incomplete: boolean[];
  datasets: { name: string; title: string; counts: number[] }[];
}

export interface FunnelInput extends Range {
  names: string[];
  /** Default `any`: whoever did every step, in whatever order. */
  order?: "any" | "ordered" | "strict";
  /** How long after the first step the others count. Default: 14 days. */
  windowSeconds?: number;
}

export interface Funnel {
  steps: {
    name: string;
    title: string;
    /** People. */
    count: number;
    /** Fractions; null where nobody could have. */
    rateFromFirst: number | null;
    rateFromPrevious: number | null;
    dropOff: number;
    /** Those whose time is not over yet. */
    inProgress: number;
    medianSeconds: number | null;
    p90Seconds: number | null;
  }[];
}

/** One name of the tracking plan. */
export interface NamedEvents {
  name: string;
  title: string;
  icon: string;
  /** False for a name the catalog does not know. */
  planned: boolean;
  deprecated: string | null;
  count: number;
  lastSeenAt: string | null;
}
