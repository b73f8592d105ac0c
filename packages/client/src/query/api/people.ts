import type { Interval, Range } from "./question.ts";
import type { JsonValue, PersonOfEvent } from "./stored-event.ts";

/** A person as the app and its visitors' browsers told of them. */
export interface Person extends PersonOfEvent {
  /** What `identify` said besides. */
  traits: Record<string, JsonValue>;
  confirmedAt: string | null;
  createdAt: string;
  eventCount: number;
  /** The latest visitors who became this user, at most 20. */
  visitors: string[];
}

export interface ActiveUsersInput extends Range {
  /** Default: every name. */
  names?: string[];
  interval?: Interval;
}

export interface ActiveUsers {
  /** Different people in the whole range. */
  users: number;
  points: {
    label: string;
    from: string;
    to: string;
    users: number;
    incomplete: boolean;
    /** Different people in the day, 7 and 30 days up to the point's end; null in the future. */
    daily: number | null;
    weekly: number | null;
    monthly: number | null;
  }[];
  stickiness: number | null;
}

export interface RetentionInput extends Range {
  entryName: string;
  /** Default: the name of the entry. */
  returnName?: string;
  entry?: "first-in-range" | "first-ever" | "recurring";
  returning?: "on" | "on-or-after";
  interval?: Interval;
}

export interface Retention {
  cohorts: {
    label: string;
    from: string;
    to: string;
    size: number;
    /** Who came back in the first period, the second …; null for one that has not begun. */
    cells: { count: number | null; rate: number | null; incomplete: boolean }[];
  }[];
  average: (number | null)[];
}

export interface TopUsersInput extends Range {
  names?: string[];
  sort?: "count" | "lastAt";
  limit?: number;
  offset?: number;
}

export interface TopUsers {
  users: { user: PersonOfEvent; count: number; firstAt: string; lastAt: string }[];
  total: number;
}
