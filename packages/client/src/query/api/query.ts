/** A query with a required input. */
export interface Query<Input, Result> {
  /**
   * Runs the query. Rejects with `NotSignedInError`, `NotAllowedError` or another `QueryError`.
   *
   * @example
   * const { steps } = await client.api.funnel.query({ names: ["user.signed_up", "order.placed"], from, to });
   */
  query: (input: Input, options?: QueryOptions) => Promise<Result>;
}

/** A query whose input may be left out. */
export interface OptionalInputQuery<Input, Result> {
  /**
   * Runs the query. Rejects with `NotSignedInError`, `NotAllowedError` or another `QueryError`.
   *
   * @example
   * const { items } = await client.api.list_latest.query();
   */
  query: (input?: Input, options?: QueryOptions) => Promise<Result>;
}

/** Options of one query. */
export interface QueryOptions {
  /**
   * Cancels the query.
   *
   * @example
   * await client.api.list_latest.query({ limit: 10 }, { signal: AbortSignal.timeout(5_000) });
   */
  signal?: AbortSignal;
}

/** A value that metadata can be compared with. */
export type Scalar = string | number | boolean | null;

/**
 * Metadata fields with the value, or one of the values, that they must have. Dots reach into nested fields.
 *
 * @example
 * const filter: MetadataFilter = { currency: "EUR", "groups.company": ["c_1", "c_42"] };
 */
export type MetadataFilter = Record<string, Scalar | Scalar[]>;

/** Entries of the activity log are events with a resource; `event` is every other event. */
export type SelectedKind = "event" | "activity" | "all";

/** Width of a bar or a period. */
export type Interval = "day" | "week" | "month" | "quarter";

/** The time range of a query. */
export interface Range {
  /** Start, inclusive: ISO 8601 or `YYYY-MM-DD`. */
  from: string;
  /** End, exclusive: ISO 8601 or `YYYY-MM-DD`. */
  to: string;
  /** IANA time zone in which days begin. Default: the server's. */
  timeZone?: string;
  /** First day of the week. */
  weekStart?: "monday" | "sunday";
  /** Count only events with this metadata. */
  filter?: MetadataFilter;
  /** Count events, entries of the activity log, or both. Default: `event`. */
  kind?: SelectedKind;
}
