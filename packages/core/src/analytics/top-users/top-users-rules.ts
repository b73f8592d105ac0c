export interface TopUsersRules {
  /** Half-open, in milliseconds since 1970. */
  from: number;
  to: number;
  sort: "count" | "lastAt";
  limit: number;
  offset: number;
}

/** A user's events within the range. Times are milliseconds since 1970. */
export interface UserActivity {
  userId: number;
  count: number;
  firstAt: number;
  lastAt: number;
}

export interface TopUsersCounts {
  total: number;
  users: UserActivity[];
}
