import type { OpenQuestion, Question } from "./question.ts";
import type { EventPage, StoredEvent } from "./stored-event.ts";

/** Which entries of the activity log somebody wants. Everything given must hold. */
export interface ActivityFilter {
  /** An event name, `post.*` or `*`. */
  action?: string;
  /** The app's own id of who did it. */
  actor?: string;
  resourceType?: string;
  resourceId?: string;
  targetId?: string;
  module?: string;
  mode?: string;
  /** ISO 8601; `until` is not part of the range. */
  since?: string;
  until?: string;
}

export interface ActivityListInput extends ActivityFilter {
  limit?: number;
  cursor?: string | null;
}

export interface ActivityPageInput extends ActivityFilter {
  /** From 1. */
  page?: number;
  perPage?: number;
}

export interface ActivityPage {
  items: StoredEvent[];
  page: number;
  perPage: number;
  total: number;
  totalPages: number;
}

export interface ActivityForUserInput extends Omit<ActivityListInput, "actor"> {
  userId: string;
}

/** The activity log: admins read all of it, an end user with a token what they did themselves. */
export interface ActivityApi {
  list: OpenQuestion<ActivityListInput, EventPage>;
  page: OpenQuestion<ActivityPageInput, ActivityPage>;
  forUser: Question<ActivityForUserInput, EventPage>;
  count: OpenQuestion<ActivityFilter, number>;
  recent: OpenQuestion<{ limit?: number }, StoredEvent[]>;
  get: Question<{ id: string }, StoredEvent | null>;
  getOrThrow: Question<{ id: string }, StoredEvent>;
  actionTypes: OpenQuestion<void, string[]>;
  resourceTypes: OpenQuestion<void, string[]>;
  modules: OpenQuestion<void, string[]>;
  modes: OpenQuestion<void, string[]>;
}
