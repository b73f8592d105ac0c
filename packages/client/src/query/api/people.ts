import type { Interval, Range } from "./query.ts";
import type { EventUser, JsonValue } from "./stored-event.ts";

/** A user or an anonymous visitor. */
export interface Person extends EventUser {
  /** Other traits from `identify`. */
  traits: Record<string, JsonValue>;
  /** What pages said about a verified person without a signature. Anybody can say it. */
  unverifiedTraits: Record<string, JsonValue>;
  /** When the user confirmed their email, or null. */
  confirmedAt: string | null;
  /** When the person was first seen. */
  createdAt: string;
  /** When the person was last seen, or null. */
  lastSeenAt: string | null;
  /** Companies, teams and other groups that the person's latest events name. */
  groups: { type: string; id: string; traits: Record<string, JsonValue> }[];
  /** Number of the person's events. */
  eventCount: number;
  /** Ids of the latest anonymous visitors that became this user, at most 20. */
  visitors: string[];
}

/** Input of `activeUsers`. */
export interface ActiveUsersInput extends Range {
  /** Event names that count as activity. Default: all. */
  names?: string[];
  /** Width of a point. */
  interval?: Interval;
}

/** Active users over time. */
export interface ActiveUsers {
  /** Number of distinct users in the whole range. */
  users: number;
  /** Points in order of time. */
  points: {
    label: string;
    from: string;
    to: string;
    /** Number of distinct users in the period. */
    users: number;
    /** Whether the period is still running or cut by the range. */
    incomplete: boolean;
    /** Distinct users on the last day of the period. Null in the future. */
    daily: number | null;
    /** Distinct users in the last 7 days of the period. Null in the future. */
    weekly: number | null;
    /** Distinct users in the last 30 days of the period. Null in the future. */
    monthly: number | null;
  }[];
  /** Mean daily users divided by monthly users, as a fraction, or null. */
  stickiness: number | null;
}

/** Input of `retention`. */
export interface RetentionInput extends Range {
  /** The event that adds a person to a cohort. */
  entryName: string;
  /** The event that counts as a return. Default: every event. */
  returnName?: string;
  /** Which events add a person to a cohort. Default: `first-in-range`. */
  entry?: "first-in-range" | "first-ever" | "recurring";
  /** Whether a return counts for its period only (`on`, the default) or also for the periods before. */
  returning?: "on" | "on-or-after";
  /** Width of a period. Default: `week`. */
  interval?: Interval;
}

/** Retention by cohort. */
export interface Retention {
  /** One cohort per period. */
  cohorts: {
    label: string;
    from: string;
    to: string;
    /** Number of people in the cohort. */
    size: number;
    /**
     * Returns in period 0, 1, 2 … `count` and `rate` are null for a period that has not begun. An
     * `incomplete` period is still running or cut by the range, and is not in the average.
     */
    cells: { count: number | null; rate: number | null; incomplete: boolean }[];
  }[];
  /** Average rate of period 0, 1, 2 … over the cohorts that have completed it. */
  average: (number | null)[];
}

/** Input of `topUsers`. */
export interface TopUsersInput extends Range {
  /** Event names to count. Default: all. */
  names?: string[];
  /** Sort by number of events (default) or by the latest event. */
  sort?: "count" | "lastAt";
  /** 1 to 200. Default: 50. */
  limit?: number;
  /** Number of users to skip. Default: 0. */
  offset?: number;
}

/** Users with the most or the latest events. */
export interface TopUsers {
  /**
   * `count` is the number of events in the range; `firstAt` and `lastAt` are the first and the last of them. `lastSeenAt` is
   * when the user was last seen at all.
   */
  users: {
    user: Omit<EventUser, "isVerified">;
    count: number;
    firstAt: string;
    lastAt: string;
    lastSeenAt: string;
  }[];
  /** Number of users with events in the range. */
  total: number;
}
