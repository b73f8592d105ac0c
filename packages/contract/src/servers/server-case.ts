/** One request as it is sent. In texts `$1`, `$2` … stand for UUIDs of this run, `$now` and `$tomorrow` for times, `$event` for a name. */
export interface CaseRequest {
  /** Default POST. */
  method?: string;
  /** Sent as JSON, with the key in `Authorization` unless `key` says otherwise. */
  body?: unknown;
  /** Sent as it is, so many times over, in place of `body`. */
  raw?: { text: string; times?: number };
  headers?: Record<string, string>;
  /** Where the key stands; `unknown` sends one that nobody made. Default `header`. */
  key?: "header" | "body" | "none" | "unknown";
  /** Whether the body is compressed; `told` says so in `Content-Encoding`. */
  gzip?: "told" | "untold";
}

/** What has to come back. */
export interface CaseAnswer {
  status: number;
  /** The status of each item, in order; a pair says how often it is repeated. */
  results?: (string | [status: string, times: number])[];
  /** The `code` of the error. */
  code?: string;
}

/** One thing that every server has to do right: requests and their answers, one after the other. */
export interface ServerCase {
  /** A sentence. */
  title: string;
  /** For keys of one kind only. */
  only?: "public" | "secret";
  steps: [CaseRequest, CaseAnswer][];
}
