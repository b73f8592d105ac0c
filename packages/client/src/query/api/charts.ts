import type { Interval, Range } from "./query.ts";

/** Input of `aggregate`. */
export interface AggregateInput extends Range {
  /** An event name, `post.*` or `*`. */
  name: string;
  /** Calendar unit to compare with. Default: the previous range of the same length. */
  period?: "day" | "week" | "month" | "quarter" | "year";
}

/** A count compared with the previous range. */
export interface Aggregate {
  /** Count in the range. */
  current: number;
  /** Count in the previous range, up to the same point if the range is still running. */
  previous: number;
  /** Count in the whole previous range. */
  previousFull: number;
  /** Relative change as a fraction: 0.12 is +12 %. Null if the previous count is 0. */
  change: number | null;
  /** Whether the previous count is 0 and the current one is not. */
  isNew: boolean;
}

/** Input of `barChart`. */
export interface BarChartInput extends Range {
  /** An event name, `post.*` or `*`. */
  name: string;
  /** Width of a bar. */
  interval?: Interval;
}

/** Counts of one event over time. */
export interface BarChart {
  /** Bars in order of time. */
  bars: {
    /** Such as `2026-03-03`, `2026-03` or `2026-Q1`. */
    label: string;
    from: string;
    to: string;
    count: number;
    /** Whether the bar's period is still running or cut by the range. */
    incomplete: boolean;
  }[];
}

/** Input of `stackedBarChart`. */
export interface StackedBarChartInput extends Range {
  /** Event names. */
  names: string[];
  /** Width of a bar. */
  interval?: Interval;
}

/** Counts of several events over time. */
export interface StackedBarChart {
  /** One label per bar. */
  labels: string[];
  /** For each bar, whether its period is still running or cut by the range. */
  incomplete: boolean[];
  /** One dataset per event name, with one count per bar. */
  datasets: { name: string; title: string; counts: number[] }[];
}

/** Input of `funnel`. */
export interface FunnelInput extends Range {
  /** Event names of the steps. */
  names: string[];
  /** Order in which a person must complete the steps. Default: `any`. */
  order?: "any" | "ordered" | "strict";
  /** Conversion window in seconds, counted from the first step. Ignored for the order `any`. Default: 14 days. */
  windowSeconds?: number;
}

/** Conversion of people through a list of steps. */
export interface Funnel {
  /** One entry per step. */
  steps: {
    name: string;
    title: string;
    /** Number of people who reached the step. */
    count: number;
    /** Fraction of the people of the first step. Null if that step has none. */
    rateFromFirst: number | null;
    /** Fraction of the people of the previous step. Null if that step has none. */
    rateFromPrevious: number | null;
    /** Number of people who reached the previous step but can no longer reach this one. */
    dropOff: number;
    /** Number of people who reached the previous step and whose conversion window is still open. */
    inProgress: number;
    /** Median time from the previous step, in seconds. Null for the first step and for the order `any`. */
    medianSeconds: number | null;
    /** 90th percentile of the time from the previous step, in seconds. Null like `medianSeconds`. */
    p90Seconds: number | null;
  }[];
}

/** One event name, with its definition in the catalog and its use. */
export interface EventNameSummary {
  /** The event name. */
  name: string;
  /** Whether events or entries of the activity log have it. A name that both have is listed once for each. */
  kind: "event" | "activity";
  /** Title in the catalog, or the name as words. */
  title: string;
  /** One emoji. */
  icon: string;
  /** Whether the name is in the catalog. */
  planned: boolean;
  /** Why the event should not be sent anymore, or null. */
  deprecated: string | null;
  /** The name in the catalog that an unknown name was most likely meant to be, or null. */
  nearest: string | null;
  /** Number of stored events. */
  count: number;
  /** When the latest event happened, or null. */
  lastSeenAt: string | null;
}
