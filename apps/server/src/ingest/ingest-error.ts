/** A request to `/ingest` that fails as a whole. */
export class IngestError extends Error {
  override readonly name = "IngestError";
  readonly status: keyof typeof ERROR_CODES;
  /** In seconds; undefined if the same request would fail again. */
  readonly retryAfter: number | undefined;

  constructor(status: IngestError["status"], message: string, retryAfter?: number) {
    super(message);
    this.status = status;
    this.retryAfter = retryAfter;
  }

  get code(): string {
    return ERROR_CODES[this.status];
  }
}

const ERROR_CODES = {
  400: "MALFORMED",
  401: "UNAUTHORIZED",
  403: "FORBIDDEN",
  405: "METHOD_NOT_ALLOWED",
  413: "TOO_LARGE",
  415: "UNSUPPORTED_CONTENT",
  429: "TOO_MANY_REQUESTS",
  503: "UNAVAILABLE",
} as const;
