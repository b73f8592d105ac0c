/** A question that the API answers. It rejects with `NotSignedIn`, `NotAllowed`, or another error with a sentence. */
export interface Question<Input, Answer> {
  query: (input: Input, options?: QuestionOptions) => Promise<Answer>;
}

/** A question that may be asked without saying anything. */
export interface OpenQuestion<Input, Answer> {
  query: (input?: Input, options?: QuestionOptions) => Promise<Answer>;
}

export interface QuestionOptions {
  /** Gives the question up. */
  signal?: AbortSignal;
}

export type Scalar = string | number | boolean | null;

/** Metadata fields and the value, or values, they must have; dots reach into nested ones. */
export type MetadataFilter = Record<string, Scalar | Scalar[]>;

/** Bars of this width. */
export type Interval = "day" | "week" | "month" | "quarter";

/** The stretch of time a question is about. */
export interface Range {
  /** ISO 8601 or `YYYY-MM-DD`; part of the range. */
  from: string;
  /** ISO 8601 or `YYYY-MM-DD`; not part of the range. */
  to: string;
  /** The IANA name of the zone in which days begin. Default: the server's. */
  timeZone?: string;
  weekStart?: "monday" | "sunday";
  /** Only events with this metadata. */
  filter?: MetadataFilter;
}
