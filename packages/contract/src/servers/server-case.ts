/**
 * One request. In texts, `$1`, `$2` … are replaced by UUIDs of this run, `$now` and `$tomorrow` by times, and `$event`
 * by the event name.
 */
export interface ServerRequest {
  /** Default: POST. */
  method?: string;
  /** Sent as JSON. */
  body?: unknown;
  /** Sent as is, `times` times, instead of `body`. */
  raw?: { text: string; times?: number };
  headers?: Record<string, string>;
  /** Where the key is sent. `unknown` sends a key that does not exist. Default: `header`. */
  key?: "header" | "body" | "none" | "unknown";
  /** Compresses the body, with or without a `Content-Encoding` header. */
  gzip?: "with header" | "without header";
}

/** The result of one item, without texts. */
export type ExpectedItem =
  | { status: "stored"; duplicate: boolean; hasWarnings: boolean }
  | { status: "rejected" | "failed"; hasReason: boolean };

export interface ExpectedResponse {
  status: number;
  /** The result of each item, in order. A pair repeats a result. */
  results?: (ExpectedItem | [item: ExpectedItem, times: number])[];
  /** The `code` of the error. */
  code?: string;
}

/** One requirement for servers. */
export interface ServerCase {
  /** Completes the sentence "The server …". */
  title: string;
  /** Applies to keys of this kind only. */
  only?: "public" | "secret";
  steps: [ServerRequest, ExpectedResponse][];
}
