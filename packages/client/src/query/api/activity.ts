import type { OptionalInputQuery, Query } from "./query.ts";
import type { EventPage, StoredEvent } from "./stored-event.ts";

/** Filters of the activity log. Entries must match all of them. */
export interface ActivityFilter {
  /** An event name, `post.*` or `*`. */
  action?: string;
  /** Your app's id of the user who acted. */
  actor?: string;
  /** The type of the resource. */
  resourceType?: string;
  /** The id of the resource. */
  resourceId?: string;
  /** The id of another resource that is affected. */
  targetId?: string;
  /** The part of your app. */
  module?: string;
  /** How the action was started, such as `manual` or `cron`. */
  mode?: string;
  /** Start, inclusive: ISO 8601. */
  since?: string;
  /** End, exclusive: ISO 8601. */
  until?: string;
}

/** Input of `activity.list`. */
export interface ActivityListInput extends ActivityFilter {
  /** Maximum number of entries. */
  limit?: number;
  /** `nextCursor` of the previous page. */
  cursor?: string | null;
}

/** Input of `activity.page`. */
export interface ActivityPageInput extends ActivityFilter {
  /** Page number, starting at 1. */
  page?: number;
  /** Entries per page. */
  perPage?: number;
}

/** A numbered page of the activity log. */
export interface ActivityPage {
  /** The entries of this page. */
  items: StoredEvent[];
  /** Page number, starting at 1. */
  page: number;
  /** Entries per page. */
  perPage: number;
  /** Number of matching entries. */
  total: number;
  /** Number of pages. */
  totalPages: number;
}

/** Input of `activity.forUser`. */
export interface ActivityForUserInput extends Omit<ActivityListInput, "actor"> {
  /** Your app's user id. */
  userId: string;
}

/** Queries of the activity log. Admins read all entries; users with a token read their own. */
export interface ActivityApi {
  /** Entries, newest first, by cursor. */
  list: OptionalInputQuery<ActivityListInput, EventPage>;
  /** Entries, newest first, by page number. */
  page: OptionalInputQuery<ActivityPageInput, ActivityPage>;
  /** Entries of one user. */
  forUser: Query<ActivityForUserInput, EventPage>;
  /** Number of matching entries. */
  count: OptionalInputQuery<ActivityFilter, number>;
  /** The newest entries. */
  recent: OptionalInputQuery<{ limit?: number }, StoredEvent[]>;
  /** One entry, or null if it does not exist. */
  get: Query<{ id: string }, StoredEvent | null>;
  /** One entry. Rejects if it does not exist. */
  getOrThrow: Query<{ id: string }, StoredEvent>;
  /** All actions in the log. */
  actionTypes: OptionalInputQuery<void, string[]>;
  /** All resource types in the log. */
  resourceTypes: OptionalInputQuery<void, string[]>;
  /** All modules in the log. */
  modules: OptionalInputQuery<void, string[]>;
  /** All modes in the log. */
  modes: OptionalInputQuery<void, string[]>;
}
